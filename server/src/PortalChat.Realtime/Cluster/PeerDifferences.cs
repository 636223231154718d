using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Cluster;

/// <summary>
/// Gathers what changes on one topic, so that the hundred people of a server that has died leave a room in one message
/// and not in a hundred.
/// </summary>
internal sealed class PeerDifferences(TopicHub hub)
{
    private readonly List<PresenceMeta> _joined = [];
    private readonly List<PresenceMeta> _left = [];
    private TopicKey _topic;

    public void Join(TopicKey topic, PresenceMeta meta)
    {
        TurnTo(topic);
        _joined.Add(meta);
    }

    public void Leave(TopicKey topic, PresenceMeta meta)
    {
        TurnTo(topic);
        _left.Add(meta);
    }

    public void Flush()
    {
        if (_joined.Count + _left.Count > 0)
        {
            hub.Show(_topic, new PresenceDifference([.. _joined], [.. _left]));
            _joined.Clear();
            _left.Clear();
        }
    }

    private void TurnTo(TopicKey topic)
    {
        if (topic != _topic)
        {
            Flush();
            _topic = topic;
        }
    }
}
