using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Cluster;
using PortalChat.Realtime.Sockets;
using PortalChat.Realtime.Wal;

namespace PortalChat.Realtime;

internal sealed class RealtimeHealth(
    WalStatus wal,
    WalDelay delay,
    SocketRegistry sockets,
    ChangeSubscriptions subscriptions,
    ClusterMetrics cluster,
    ClusterStatus link) : IRealtimeHealth
{
    public bool IsStreaming => wal.IsStreaming;

    public string? Trouble => wal.Trouble;

    public long LagBytes => wal.LagBytes;

    public TimeSpan Lag => delay.Now();

    public int Sockets => sockets.Count;

    public long QueuedBytes => sockets.All.Sum(socket => socket.QueuedBytes);

    public long LargestQueueBytes => sockets.All.Select(socket => socket.QueuedBytes).DefaultIfEmpty().Max();

    public int Channels => sockets.All.Sum(socket => socket.ChannelCount);

    public int Subscriptions => subscriptions.Count;

    public int Peers => cluster.Peers;

    public string? PeersTrouble => link.Trouble;
}
