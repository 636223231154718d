namespace PortalChat.Realtime.Connections;

/// <summary>How many connections there are, of all kinds: each is an open file, and a process may have only so many.</summary>
internal sealed class OpenConnections(RealtimeOptions options)
{
    private int _count;

    /// <summary>False when there is no room; else <see cref="Release"/> has to follow, once.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _count) <= options.MaxConnections)
        {
            return true;
        }

        Release();
        return false;
    }

    public void Release() => Interlocked.Decrement(ref _count);
}
