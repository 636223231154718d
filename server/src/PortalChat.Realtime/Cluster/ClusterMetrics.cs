using System.Diagnostics.Metrics;

namespace PortalChat.Realtime.Cluster;

/// <summary>What goes between servers, counted under the meter <c>PortalChat.Realtime</c>.</summary>
internal sealed class ClusterMetrics
{
    private readonly Counter<long> _sent;
    private readonly Counter<long> _received;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _dropped;
    private long _packetsSent;
    private int _peers;

    public ClusterMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(RealtimeMetrics.MeterName);
        meter.CreateObservableGauge("portalchat.realtime.peers", () => Peers, description: "Other servers that are heard");
        _sent = meter.CreateCounter<long>(
            "portalchat.realtime.peers.sent", description: "Notifications sent to other servers");
        _received = meter.CreateCounter<long>(
            "portalchat.realtime.peers.received", description: "Notifications from other servers");
        _refused = meter.CreateCounter<long>(
            "portalchat.realtime.peers.refused", description: "Notifications that no server of ours has sent, or twice");
        _dropped = meter.CreateCounter<long>(
            "portalchat.realtime.peers.dropped", description: "What other servers were not told because too much was waiting");
        RealtimeMetrics.Begin(_sent, _received, _refused, _dropped);
    }

    public int Peers
    {
        get => Volatile.Read(ref _peers);
        set => Volatile.Write(ref _peers, value);
    }

    public long PacketsSent => Interlocked.Read(ref _packetsSent);

    public void Sent(int packets)
    {
        Interlocked.Add(ref _packetsSent, packets);
        _sent.Add(packets);
    }

    public void Received() => _received.Add(1);

    public void Refused() => _refused.Add(1);

    public void Dropped() => _dropped.Add(1);
}
