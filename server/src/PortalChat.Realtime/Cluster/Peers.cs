using Microsoft.Extensions.Logging;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Cluster;

/// <summary>
/// The other servers on this database: who they are, what their clients show, and whether they are still there.
/// </summary>
/// <remarks>
/// Whoever hears of a server that it does not know tells its own state; whoever misses packets asks for the state anew.
/// So servers find each other from whichever of their messages arrives first, and mend what was lost.
/// </remarks>
internal sealed class Peers(
    RealtimeOptions options,
    TopicHub hub,
    ClusterOutbox outbox,
    ClusterMetrics metrics,
    TimeProvider time,
    ILogger<RealtimeFeature> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Peer> _peers = [];

    /// <summary>Servers that have said goodbye: a packet of theirs that comes late is no new server.</summary>
    private readonly HashSet<Guid> _left = [];

    /// <summary>This server's own id; no other and no later one has the same.</summary>
    public Guid Self { get; } = Guid.NewGuid();

    public bool Any
    {
        get
        {
            lock (_lock)
            {
                return _peers.Count > 0;
            }
        }
    }

    /// <param name="secret">What the servers share.</param>
    /// <param name="backend">The backend that notified, as Postgres says.</param>
    /// <param name="payload">What it said.</param>
    public void Receive(byte[] secret, int backend, string payload)
    {
        if (Packet.Read(payload) is not { } packet)
        {
            metrics.Refused();
            return;
        }

        if (packet.Node == Self)
        {
            return;
        }

        lock (_lock)
        {
            // 1. From a server: one that is known, or one that has the key.
            var isNew = !_peers.TryGetValue(packet.Node, out var peer);
            peer ??= new Peer(packet.Node, new PacketSeal(secret, packet.Node), outbox.MaxRecordBytes, hub);
            if (_left.Contains(packet.Node) || packet.Open(peer.Seal, backend) is not { } part
                || !peer.Assembler.TryAdd(packet.Number, part, out var message, out var isGap))
            {
                metrics.Refused();
                if (isNew)
                {
                    peer.Dispose();
                }

                return;
            }

            // 2. Who it is.
            metrics.Received();
            peer.LastHeard = time.GetTimestamp();
            if (isNew)
            {
                Meet(peer);
            }
            else if (isGap)
            {
                peer.Missed();
                outbox.Tell(new PeerRecord.Ask(peer.Node));
            }

            // 3. What it says.
            if (message is not null)
            {
                Take(peer, message);
            }
        }
    }

    /// <summary>Gives up those who have been silent for too long, and asks those who are not wholly known.</summary>
    public void Review()
    {
        lock (_lock)
        {
            foreach (var peer in _peers.Values.ToList())
            {
                if (time.GetElapsedTime(peer.LastHeard) > options.PeerTimeout)
                {
                    RealtimeLog.PeerSilent(logger, peer.Node, options.PeerTimeout);
                    Forget(peer);

                    // If it was only slow, it answers, and is met anew.
                    outbox.Tell(new PeerRecord.Ask(Guid.Empty));
                }
                else if (!peer.IsKnown)
                {
                    outbox.Tell(new PeerRecord.Ask(peer.Node));
                }
            }
        }
    }

    /// <summary>After a time without a link: what they have said meanwhile was not heard.</summary>
    public void Relinked()
    {
        lock (_lock)
        {
            foreach (var peer in _peers.Values)
            {
                peer.Missed();
            }

            if (_peers.Count > 0)
            {
                outbox.OweState();
            }
        }
    }

    private void Meet(Peer peer)
    {
        RealtimeLog.PeerMet(logger, peer.Node);
        _peers.Add(peer.Node, peer);
        metrics.Peers = _peers.Count;
        outbox.HasListeners = true;
        outbox.OweState();
    }

    private void Take(Peer peer, byte[] message)
    {
        try
        {
            if (peer.Take(PeerRecordFormat.Read(message), Self))
            {
                outbox.OweState();
            }
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException)
        {
            // It has the key and says what this version does not understand.
            RealtimeLog.PeerNotUnderstood(logger, exception, peer.Node);
        }

        if (peer.HasLeft)
        {
            RealtimeLog.PeerLeft(logger, peer.Node);
            _left.Add(peer.Node);
            Forget(peer);
        }
    }

    private void Forget(Peer peer)
    {
        _peers.Remove(peer.Node);
        metrics.Peers = _peers.Count;
        outbox.HasListeners = _peers.Count > 0;
        peer.RemoveAll();
        peer.Dispose();
    }
}
