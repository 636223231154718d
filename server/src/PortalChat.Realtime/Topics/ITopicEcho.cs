using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Topics;

/// <summary>
/// Hears what this server's own clients say and show, to carry it to the clients of other servers. Called from any
/// thread and under a topic's lock: it may neither wait nor call back.
/// </summary>
internal interface ITopicEcho
{
    void Said(TopicKey topic, UserBroadcast broadcast);

    /// <param name="topic">Where it shows itself.</param>
    /// <param name="meta">What it shows now.</param>
    /// <param name="before">What it showed until now.</param>
    void Shown(TopicKey topic, PresenceMeta meta, PresenceMeta? before);

    void Gone(TopicKey topic, PresenceMeta meta);
}
