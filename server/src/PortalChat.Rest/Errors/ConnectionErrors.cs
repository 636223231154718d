namespace PortalChat.Rest.Errors;

/// <summary>PGRST0xx: the database, not the request.</summary>
internal static class ConnectionErrors
{
    // A second: the pool opens a new connection with the next request.
    private static readonly KeyValuePair<string, string>[] RetryAfter = [new("Retry-After", "1")];

    public static RestError Unreachable { get; } =
        new(503, "PGRST000", "Database connection error. Retrying the connection.") { Headers = RetryAfter };

    public static RestError Broken { get; } =
        new(503, "PGRST001", "Database client error. Retrying the connection.") { Headers = RetryAfter };

    public static RestError NoCatalog { get; } =
        new(503, "PGRST002", "Could not query the database for the schema cache. Retrying.") { Headers = RetryAfter };

    public static RestError PoolTimeout { get; } =
        new(504, "PGRST003", "Timed out acquiring connection from connection pool.");

    public static RestError Internal { get; } = new(500, "PGRSTX00", "Internal error");
}
