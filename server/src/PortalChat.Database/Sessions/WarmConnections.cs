using Npgsql;

namespace PortalChat.Database.Sessions;

/// <summary>
/// Which connection a request gets: one of a few as long as they suffice, one of the rest while those are taken. A pool of
/// Npgsql's gives out the connection that has been idle longest, so that with a large one every request meets a Postgres
/// process whose memory the processor has long put away.
/// </summary>
/// <param name="few">Used first.</param>
/// <param name="count">How many of them there are.</param>
/// <param name="rest">Used while all of those are taken; null: <paramref name="few"/> are all there are.</param>
internal sealed class WarmConnections(NpgsqlDataSource few, int count = 0, WarmConnections? rest = null)
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
        return rest.Take();
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
        public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => dataSource.OpenAsync(cancellationToken);

        public void Dispose()
        {
            if (of is not null)
            {
                Interlocked.Decrement(ref of._taken);
            }
        }
    }
}
