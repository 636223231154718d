namespace PortalChat.Realtime.Sockets;

/// <summary>
/// Sets off the outboxes that have got something in one go, once they have got all of it: what goes to one socket is then
/// one write, and many sockets share one turn of a thread. Not for concurrent use.
/// </summary>
internal sealed class Departures
{
    /// <summary>Sockets that one thread sees to; others see to the rest at the same time.</summary>
    private const int MaxTogether = 32;

    private List<Outbox> _waiting = [];

    /// <summary>Only an outbox that says that it is to be set off; it waits for that, whatever else it gets.</summary>
    public void Add(Outbox outbox)
    {
        _waiting.Add(outbox);
        if (_waiting.Count == MaxTogether)
        {
            Go();
        }
    }

    public void Go()
    {
        if (_waiting.Count > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(new Turn(_waiting), preferLocal: false);
            _waiting = [];
        }
    }

    private sealed class Turn(List<Outbox> outboxes) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            foreach (var outbox in outboxes)
            {
                outbox.Drain();
            }
        }
    }
}
