namespace PortalChat.Database.Sessions;

/// <summary>No connection could be had, so nothing was run.</summary>
public sealed class DatabaseUnavailableException(bool poolIsExhausted, Exception inner)
    : Exception("No database connection could be had.", inner)
{
    /// <summary>All connections were in use for too long; the database itself may be well.</summary>
    public bool PoolIsExhausted { get; } = poolIsExhausted;
}
