namespace PortalChat.Realtime.Channels;

/// <summary>
/// Does one thing after another, in the order posted, without keeping a task alive while there is nothing to do.
/// What can be done at once is done on the poster's thread.
/// </summary>
/// <param name="capacity">So many things may wait.</param>
/// <param name="failed">Told of an exception that a piece of work let out; the next one is done nevertheless.</param>
internal sealed class Mailbox(int capacity, Action<Exception> failed)
{
    private readonly Lock _lock = new();
    private readonly Queue<Func<Task>> _waiting = new(0);
    private bool _running;

    /// <summary>False when too much is waiting already.</summary>
    public bool TryPost(Func<Task> work)
    {
        lock (_lock)
        {
            if (_running)
            {
                if (_waiting.Count >= capacity)
                {
                    return false;
                }

                _waiting.Enqueue(work);
                return true;
            }

            _running = true;
        }

        // Owned by this mailbox: it ends when nothing waits, and lets no exception out.
        _ = RunAsync(work);
        return true;
    }

    private async Task RunAsync(Func<Task> work)
    {
        while (true)
        {
            try
            {
                await work();
            }
            catch (Exception exception)
            {
                failed(exception);
            }

            lock (_lock)
            {
                if (!_waiting.TryDequeue(out work!))
                {
                    _running = false;
                    return;
                }
            }
        }
    }
}
