using Npgsql;

namespace PortalChat.Realtime.Cluster;

/// <summary>The key that the servers on one database share; the roles of requests cannot read it.</summary>
internal static class ServerKey
{
    public const int Bytes = 32;

    private const string Query = "select key from portalchat.server_key";

    /// <exception cref="ClusterException">There is none.</exception>
    public static async Task<byte[]> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand(Query, connection);
            return await command.ExecuteScalarAsync(cancellationToken) is byte[] { Length: Bytes } key
                ? key
                : throw new ClusterException("The table portalchat.server_key holds no key.");
        }
        catch (PostgresException exception) when (exception.SqlState
            is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new ClusterException($"The servers' key cannot be read: {exception.MessageText}.");
        }
    }
}

/// <summary>Servers cannot talk to each other; the message says why, in a sentence.</summary>
internal sealed class ClusterException(string message) : Exception(message);
