using System.Net.Sockets;
using Npgsql;

namespace PortalChat.Database.Sessions;

/// <summary>Tells that no connection could be had from what can go wrong on one.</summary>
internal static class OpenConnection
{
    /// <exception cref="DatabaseUnavailableException">No connection could be had.</exception>
    public static async ValueTask<NpgsqlConnection> OpenAsync(this NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        try
        {
            return await dataSource.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception error) when (error is NpgsqlException or SocketException or TimeoutException)
        {
            throw new DatabaseUnavailableException(error.InnerException is TimeoutException, error);
        }
    }
}
