using System.Collections.Concurrent;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Topics;

/// <summary>The topics that somebody is on.</summary>
internal sealed class TopicHub
{
    private readonly ConcurrentDictionary<TopicKey, Topic> _topics = new();

    /// <inheritdoc cref="Topic.TryJoin"/>
    public void Join(Channel channel, Action<PresenceList> welcome)
    {
        while (!_topics.GetOrAdd(channel.Key, static key => new Topic(key)).TryJoin(channel, welcome))
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

    /// <summary>Nobody on the topic is no fault: there is nobody to tell.</summary>
    public void Broadcast(TopicKey key, UserBroadcast broadcast, Channel? except = null) =>
        Find(key)?.Broadcast(broadcast, except);

    private Topic? Find(TopicKey key) => _topics.GetValueOrDefault(key);
}
