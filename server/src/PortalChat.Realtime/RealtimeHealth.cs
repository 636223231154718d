using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Cluster;
using PortalChat.Realtime.Sockets;
using PortalChat.Realtime.Wal;

namespace PortalChat.Realtime;

internal sealed class RealtimeHealth(
    WalStatus wal,
    SocketRegistry sockets,
    ChangeSubscriptions subscriptions,
    ClusterMetrics cluster,
    ClusterStatus link) : IRealtimeHealth
{
    public bool IsStreaming => wal.IsStreaming;

    public string? Trouble => wal.Trouble;

    public long LagBytes => wal.LagBytes;

    public int Sockets => sockets.Count;

    public int Channels => sockets.All.Sum(socket => socket.ChannelCount);

    public int Subscriptions => subscriptions.Count;

    public int Peers => cluster.Peers;

    public string? PeersTrouble => link.Trouble;
}
