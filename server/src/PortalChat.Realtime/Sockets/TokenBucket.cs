namespace PortalChat.Realtime.Sockets;

/// <summary>
/// Allows so many things per second, a second's worth at once after a pause. For one thread.
/// </summary>
internal struct TokenBucket(int perSecond, TimeProvider time)
{
    private double _tokens = perSecond;
    private long _filledAt = time.GetTimestamp();

    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(perSecond, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
