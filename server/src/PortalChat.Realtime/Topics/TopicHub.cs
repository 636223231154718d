using System.Collections.Concurrent;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Topics;

/// <summary>The topics that somebody is on, here or on another server.</summary>
internal sealed class TopicHub(ITopicEcho echo)
{
    private readonly ConcurrentDictionary<TopicKey, Topic> _topics = new();

    /// <inheritdoc cref="Topic.TryJoin"/>
    public void Join(Channel channel, Action<PresenceList> welcome)
    {
        while (!_topics.GetOrAdd(channel.Key, Add).TryJoin(channel, welcome))
        {
            // Its last member has just left; it is about to be taken out of the dictionary.
            Thread.Yield();
        }
    }

    public void Leave(Channel channel)
    {
        if (_topics.TryGetValue(channel.Key, out var topic) && topic.Leave(channel))
        {
            _topics.TryRemove(new KeyValuePair<TopicKey, Topic>(channel.Key, topic));
        }
    }

    public void Track(Channel channel, PresenceMeta meta) => Find(channel.Key)?.Track(channel, meta);

    public void Untrack(Channel channel) => Find(channel.Key)?.Untrack(channel);

    /// <summary>To those on this server and to those on the others.</summary>
    public void Publish(TopicKey key, UserBroadcast broadcast, Channel? except = null)
    {
        Broadcast(key, broadcast, except);
        echo.Said(key, broadcast);
    }

    /// <summary>To those on this server only. Nobody on the topic is no fault: there is nobody to tell.</summary>
    public void Broadcast(TopicKey key, UserBroadcast broadcast, Channel? except = null) =>
        Find(key)?.Broadcast(broadcast, except);

    /// <summary>Shows what clients of another server show.</summary>
    public void Show(TopicKey key, PresenceDifference difference)
    {
        bool isGone;
        Topic topic;
        while (!(topic = _topics.GetOrAdd(key, Add)).TryShow(difference, out isGone))
        {
            Thread.Yield();
        }

        if (isGone)
        {
            _topics.TryRemove(new KeyValuePair<TopicKey, Topic>(key, topic));
        }
    }

    /// <summary>Tells all that clients of this server show.</summary>
    public void TellPresence(ITopicEcho listener)
    {
        foreach (var (_, topic) in _topics)
        {
            topic.TellPresence(listener);
        }
    }

    private Topic Add(TopicKey key) => new(key, echo);

    private Topic? Find(TopicKey key) => _topics.GetValueOrDefault(key);
}
