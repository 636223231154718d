namespace PortalChat.Database.Sessions.Sharing;

/// <summary>
/// Decides which writes go into which transaction. While few are under way each has one of its own, at once. When there are
/// more, there are only a few transactions at a time, and whatever comes meanwhile waits and goes into the next one together: the
/// more there is to do, the fewer commits it takes. Writes to the same rows are never in two transactions at once: the one
/// would wait for the other's commit.
/// </summary>
/// <param name="transactions">At a time, when there is much to do.</param>
/// <param name="run">Runs some in one transaction and ends each; never fails itself.</param>
/// <param name="time">For what is held up.</param>
internal sealed class SharedWrites(int transactions, Func<IReadOnlyList<SharedWrite>, Task> run, TimeProvider time)
{
    /// <summary>Beyond this a commit costs each of them next to nothing, and all of them wait for the last.</summary>
    public const int MostInOne = 32;

    /// <summary>So many have transactions of their own.</summary>
    public const int Few = 8;

    /// <summary>A transaction that takes so long is held up, and what is behind it shall not be.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly List<SharedWrite> _waiting = [];
    private readonly Dictionary<List<SharedWrite>, long> _running = [];
    private readonly HashSet<Guid> _busy = [];

    /// <summary>Whether it will share a transaction; else nothing happens with it here.</summary>
    public bool TryAdd(SharedWrite write)
    {
        List<SharedWrite>? next;
        lock (_gate)
        {
            if (AreHeldUp())
            {
                foreach (var waiting in _waiting)
                    waiting.RunAlone();
                _waiting.Clear();
                return false;
            }

            _waiting.Add(write);
            next = Next();
        }

        if (next is not null)
        {
            // By itself, and without the context of a request: the transactions that follow are for others.
            ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Writes.RunAsync(state.Next), (Writes: this, Next: next), preferLocal: true);
        }

        return true;
    }

    private bool AreHeldUp() =>
        _running.Count >= transactions && _running.Values.All(since => time.GetElapsedTime(since) > Patience);

    private async Task RunAsync(List<SharedWrite> writes)
    {
        for (var next = writes; next is not null;)
        {
            await run(next);
            lock (_gate)
            {
                _running.Remove(next);
                foreach (var write in next)
                    _busy.Remove(write.Key);
                next = Next();
            }
        }
    }

    /// <summary>What goes into a transaction now, if there is to be one more.</summary>
    private List<SharedWrite>? Next()
    {
        if (_running.Count >= transactions && _busy.Count + _waiting.Count > Few)
            return null;
        var writes = new List<SharedWrite>();
        _waiting.RemoveAll(write => !write.IsWanted || (writes.Count < MostInOne && !_busy.Contains(write.Key) && Take(write)));
        if (writes.Count == 0)
            return null;
        foreach (var write in writes)
            _busy.Add(write.Key);
        _running.Add(writes, time.GetTimestamp());
        return writes;

        bool Take(SharedWrite write)
        {
            writes.Add(write);
            return true;
        }
    }
}
