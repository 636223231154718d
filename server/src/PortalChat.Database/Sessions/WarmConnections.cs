using System.Net.Sockets;
using Npgsql;

namespace PortalChat.Database.Sessions;

/// <summary>
/// Which connection a request gets: one of a few as long as they suffice, one of the rest while those are taken. A pool of
/// Npgsql's gives out the connection that has been idle longest, so that with a large one every request meets a Postgres
/// process whose memory the processor has long put away.
/// </summary>
internal sealed class WarmConnections(NpgsqlDataSource few, NpgsqlDataSource? rest, int count)
{
    private int _taken;

    /// <summary>To be disposed after the connection.</summary>
    public Place Take()
    {
        if (rest is null)
        {
            return new Place(null, few);
        }

        if (Interlocked.Increment(ref _taken) <= count)
        {
            return new Place(this, few);
        }

        Interlocked.Decrement(ref _taken);
        return new Place(null, rest);
    }

    /// <summary>After one connection was lost: the others are as old as that one.</summary>
    public void Clear()
    {
        few.Clear();
        rest?.Clear();
    }

    internal readonly struct Place(WarmConnections? of, NpgsqlDataSource dataSource) : IDisposable
    {
        /// <exception cref="DatabaseUnavailableException">No connection could be had.</exception>
        public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
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

        public void Dispose()
        {
            if (of is not null)
            {
                Interlocked.Decrement(ref of._taken);
            }
        }
    }
}
