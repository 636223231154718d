using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Cluster;

/// <summary>Another server as this one knows it. Guarded by the lock of <see cref="Peers"/>.</summary>
internal sealed class Peer(Guid node, PacketSeal seal, int maxMessageBytes, TopicHub hub) : IDisposable
{
    private readonly Dictionary<string, (TopicKey Topic, PresenceMeta Meta)> _shown = new(StringComparer.Ordinal);
    private readonly PeerDifferences _differences = new(hub);

    /// <summary>What has been shown since its state began to arrive; null while none is arriving.</summary>
    private HashSet<string>? _confirmed;

    public Guid Node => node;

    public PacketSeal Seal => seal;

    public MessageAssembler Assembler { get; } = new(maxMessageBytes);

    /// <summary>By the clock of this server.</summary>
    public long LastHeard { get; set; }

    /// <summary>Whether all that its clients show is known here. Packets that are missing make it false.</summary>
    public bool IsKnown { get; private set; }

    public bool HasLeft { get; private set; }

    public void Missed() => (IsKnown, _confirmed) = (false, null);

    /// <summary>Does what the records say. True where one of them asks <paramref name="self"/> for its state.</summary>
    public bool Take(IEnumerable<PeerRecord> records, Guid self)
    {
        var asks = false;
        foreach (var record in records)
        {
            switch (record)
            {
                case PeerRecord.Shown shown:
                    Show(shown);
                    continue;
                case PeerRecord.Gone gone:
                    Remove(gone.Ref);
                    continue;
                case PeerRecord.StateEnd:
                    EndState();
                    continue;
            }

            // What was shown before something was said is told before it.
            _differences.Flush();
            switch (record)
            {
                case PeerRecord.Said said:
                    hub.Broadcast(said.Topic, said.Broadcast);
                    break;
                case PeerRecord.Ask ask:
                    asks |= ask.Node == Guid.Empty || ask.Node == self;
                    break;
                case PeerRecord.StateStart:
                    _confirmed = new HashSet<string>(StringComparer.Ordinal);
                    break;
                case PeerRecord.Bye:
                    HasLeft = true;
                    break;
            }
        }

        _differences.Flush();
        return asks;
    }

    /// <summary>Its clients are gone, for all that is known.</summary>
    public void RemoveAll()
    {
        foreach (var reference in _shown.OrderBy(entry => entry.Value.Topic.Name, StringComparer.Ordinal)
            .Select(entry => entry.Key).ToList())
        {
            Remove(reference);
        }

        _differences.Flush();
    }

    public void Dispose() => seal.Dispose();

    private void Show(PeerRecord.Shown shown)
    {
        _confirmed?.Add(shown.Meta.Ref);
        if (!_shown.TryAdd(shown.Meta.Ref, (shown.Topic, shown.Meta)))
        {
            return;
        }

        _differences.Join(shown.Topic, shown.Meta);
        if (shown.Replaces is not null)
        {
            Remove(shown.Replaces);
        }
    }

    private void Remove(string reference)
    {
        if (_shown.Remove(reference, out var shown))
        {
            _differences.Leave(shown.Topic, shown.Meta);
        }
    }

    private void EndState()
    {
        if (_confirmed is not { } confirmed)
        {
            return;
        }

        foreach (var reference in _shown.Keys.Where(reference => !confirmed.Contains(reference)).ToList())
        {
            Remove(reference);
        }

        (IsKnown, _confirmed) = (true, null);
    }
}
