using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Collections;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Topics;

/// <summary>The channels on one topic and who is present there, on this server and on others.</summary>
internal sealed class Topic(TopicKey key, ITopicEcho echo)
{
    public const string Prefix = "realtime:";

    private readonly Lock _lock = new();
    private OneOrMany<Channel> _members;
    private readonly PresenceList _presence = new();
    private Channel[]? _snapshot;
    private bool _isGone;

    private string Name => Prefix + key.Name;

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

    /// <summary>True when nobody is left: the topic takes no more.</summary>
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
            return GoesIfEmpty();
        }
    }

    /// <summary>Shows the members what clients of another server show. False when the topic has been dropped meanwhile.</summary>
    /// <param name="difference">What comes and what goes.</param>
    /// <param name="isGone">True when nobody is left: the topic takes no more.</param>
    public bool TryShow(PresenceDifference difference, out bool isGone)
    {
        lock (_lock)
        {
            isGone = _isGone;
            if (_isGone)
            {
                return false;
            }

            Apply(difference);
            isGone = GoesIfEmpty();
            return true;
        }
    }

    /// <summary>Tells what the members show, in one order with what they show later.</summary>
    public void TellPresence(ITopicEcho listener)
    {
        lock (_lock)
        {
            foreach (var member in _members)
            {
                if (member.Presence is { } meta)
                {
                    listener.Shown(key, meta, before: null);
                }
            }
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
            echo.Shown(key, meta, before);
            Apply(PresenceDifference.Of(joined: meta, left: before));
            if (!channel.WantsPresence && channel.Rights.ReadsPresence)
            {
                // Who shows itself wants to see the others, whatever it said at the join.
                channel.WantsPresence = true;
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
                echo.Gone(key, meta);
                Apply(PresenceDifference.Of(joined: null, left: meta));
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
            var name = Name;
            var frames = new SharedFrames(version => FrameWriter.WriteBroadcast(version, name, broadcast));
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
    private void Apply(PresenceDifference difference)
    {
        foreach (var meta in difference.Joined)
        {
            _presence.Add(meta);
        }

        foreach (var meta in difference.Left)
        {
            _presence.Remove(meta);
        }

        if (_members.Count == 0)
        {
            return;
        }

        var payload = PresenceList.WriteDifference(difference);
        var frames = new SharedFrames(
            version => FrameWriter.Write(version, null, null, Name, "presence_diff", payload));
        foreach (var member in Members())
        {
            if (member.WantsPresence && member.Rights.ReadsPresence
                && frames.For(member.Socket.Version) is { } frame)
            {
                member.Deliver(frame);
            }
        }
    }

    private bool GoesIfEmpty() => _isGone = _members.Count == 0 && _presence.IsEmpty;

    private Channel[] Members() => _snapshot ??= _members.ToArray();
}
