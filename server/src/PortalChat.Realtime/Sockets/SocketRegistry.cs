using System.Collections.Concurrent;

namespace PortalChat.Realtime.Sockets;

/// <summary>The sockets that are open.</summary>
internal sealed class SocketRegistry(RealtimeOptions options)
{
    private readonly ConcurrentDictionary<RealtimeSocket, bool> _sockets = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public IEnumerable<RealtimeSocket> All => _sockets.Select(entry => entry.Key);

    /// <summary>Takes a place for one more, before the upgrade; false when there is none.</summary>
    public bool TryReserve()
    {
        if (Interlocked.Increment(ref _count) <= options.MaxSockets)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    public void Add(RealtimeSocket socket) => _sockets.TryAdd(socket, true);

    public void Remove(RealtimeSocket socket) => _sockets.TryRemove(socket, out _);

    public void Release() => Interlocked.Decrement(ref _count);
}
