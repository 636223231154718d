namespace PortalChat.Realtime.Wal;

/// <summary>How far behind the commits this server is, in time. Kept by two threads, asked by whoever watches.</summary>
internal sealed class WalDelay(TimeProvider time)
{
    /// <summary>What was late when it was read says nothing about now after so long.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    // Ticks, so that each is read and written as one. Zero: none.
    private long _readAt;
    private long _ageWhenRead;
    private long _oldest;

    /// <summary>A transaction has arrived; it waited in Postgres or on the way until now.</summary>
    public void Read(DateTime committedAt)
    {
        var now = time.GetUtcNow().UtcTicks;
        Volatile.Write(ref _ageWhenRead, now - committedAt.Ticks);
        Volatile.Write(ref _readAt, now);
    }

    /// <summary>The oldest change that is being handed out, which all others wait behind; null for none.</summary>
    public void HandingOut(DateTime? committedAt) => Volatile.Write(ref _oldest, committedAt?.Ticks ?? 0);

    public TimeSpan Now()
    {
        var now = time.GetUtcNow().UtcTicks;
        var oldest = Volatile.Read(ref _oldest);
        var waiting = oldest == 0 ? 0 : now - oldest;
        var reading = now - Volatile.Read(ref _readAt) < Memory.Ticks ? Volatile.Read(ref _ageWhenRead) : 0;

        // Two clocks: that of Postgres may run ahead of this one.
        return TimeSpan.FromTicks(Math.Max(0, Math.Max(waiting, reading)));
    }
}
