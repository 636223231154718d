namespace PortalChat.Realtime.Channels;

/// <summary>
/// Does one thing after another, in the order posted, without keeping a task alive while there is nothing to do.
/// What can be done at once is done on the poster's thread.
/// </summary>
/// <param name="owner">Told of an exception that a piece of work let out; the next one is done nevertheless.</param>
/// <param name="gate">Held for a moment only, and never while something is done.</param>
/// <param name="capacity">So many things may wait.</param>
internal sealed class Mailbox(Channel owner, Lock gate, int capacity)
{
    /// <summary>Only there from when something has first had to wait until nothing does: most channels are idle.</summary>
    private Queue<Func<Task>>? _waiting;
    private bool _running;

    /// <summary>False when too much is waiting already.</summary>
    public bool TryPost(Func<Task> work)
    {
        lock (gate)
        {
            if (_running)
            {
                if (_waiting?.Count >= capacity)
                {
                    return false;
                }

                (_waiting ??= []).Enqueue(work);
                return true;
            }

            _running = true;
        }

        // Owned by this mailbox: it ends when nothing waits, and lets no exception out.
        _ = RunAsync(work);
        return true;
    }

    private async Task RunAsync(Func<Task> first)
    {
        for (var work = first; work is not null; work = Next())
        {
            try
            {
                await work();
            }
            catch (Exception exception)
            {
                owner.Failed(exception);
            }
        }
    }

    private Func<Task>? Next()
    {
        lock (gate)
        {
            if (_waiting?.TryDequeue(out var next) == true)
            {
                return next;
            }

            _waiting = null;
            _running = false;
            return null;
        }
    }
}
