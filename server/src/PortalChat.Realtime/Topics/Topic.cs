using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Topics;

/// <summary>The channels on one topic and who is present there.</summary>
internal sealed class Topic(TopicKey key)
{
    public const string Prefix = "realtime:";

    private readonly Lock _lock = new();
    private readonly HashSet<Channel> _members = [];
    private readonly PresenceList _presence = new();
    private Channel[]? _snapshot;
    private bool _isGone;

    public string Name { get; } = Prefix + key.Name;

    /// <summary>
    /// Adds a member. <paramref name="welcome"/> runs before the member can get anything of the topic, with the state
    /// of presence that every later difference applies to. False when the topic has been dropped meanwhile.
    /// </summary>
    public bool TryJoin(Channel channel, Action<PresenceList> welcome)
    {
        lock (_lock)
        {
            if (_isGone)
            {
                return false;
            }

            _members.Add(channel);
            _snapshot = null;
            welcome(_presence);
            return true;
        }
    }

    /// <summary>True when that was the last member: the topic takes no more.</summary>
    public bool Leave(Channel channel)
    {
        lock (_lock)
        {
            if (!_members.Remove(channel))
            {
                return false;
            }

            _snapshot = null;
            Untrack(channel);
            _isGone = _members.Count == 0;
            return _isGone;
        }
    }

    /// <summary>Shows a member to the others, or changes what it shows.</summary>
    public void Track(Channel channel, PresenceMeta meta)
    {
        lock (_lock)
        {
            if (!_members.Contains(channel))
            {
                return;
            }

            var before = channel.Presence;
            channel.Presence = meta;
            if (before is not null)
            {
                _presence.Remove(before);
            }

            _presence.Add(meta);
            SendDifference(joined: meta, left: before);
            if (!channel.Request.WantsPresence && channel.Rights.ReadsPresence)
            {
                // Who shows itself wants to see the others, whatever it said at the join.
                channel.Request = channel.Request with { WantsPresence = true };
                channel.Push("presence_state", _presence.WriteState());
            }
        }
    }

    public void Untrack(Channel channel)
    {
        lock (_lock)
        {
            if (channel.Presence is { } meta)
            {
                channel.Presence = null;
                _presence.Remove(meta);
                SendDifference(joined: null, left: meta);
            }
        }
    }

    /// <param name="broadcast">Encoded once per serializer, shared by all members.</param>
    /// <param name="except">The sender, where it does not want to hear itself.</param>
    public void Broadcast(UserBroadcast broadcast, Channel? except)
    {
        // Under the lock, so that all members hear all broadcasts in one order.
        lock (_lock)
        {
            var frames = new SharedFrames(version => FrameWriter.WriteBroadcast(version, Name, broadcast));
            foreach (var member in Members())
            {
                if (member != except && member.Rights.ReadsBroadcast && frames.For(member.Socket.Version) is { } frame)
                {
                    member.Deliver(frame);
                }
            }
        }
    }

    /// <summary>Under the lock, so that differences reach every member in one order.</summary>
    private void SendDifference(PresenceMeta? joined, PresenceMeta? left)
    {
        var difference = PresenceList.WriteDifference(joined, left);
        var frames = new SharedFrames(
            version => FrameWriter.Write(version, null, null, Name, "presence_diff", difference));
        foreach (var member in Members())
        {
            if (member.Request.WantsPresence && member.Rights.ReadsPresence
                && frames.For(member.Socket.Version) is { } frame)
            {
                member.Deliver(frame);
            }
        }
    }

    private Channel[] Members() => _snapshot ??= [.. _members];
}
