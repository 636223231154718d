using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Sockets;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Channels;

/// <summary>
/// One join of one topic on one socket, from <c>phx_join</c> to its end. What its client sends is done one after
/// another; what it is sent may come from any thread.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1001", Justification = "Its cancellation source holds nothing that needs disposing.")]
internal sealed class Channel
{
    private readonly ChannelServices _services;
    private readonly Mailbox _mailbox;
    private readonly Lock _gate = new();

    /// <summary>
    /// Only there while something waits that is to give up when the channel ends. Never disposed: it has no timer and
    /// nothing is linked to it, so the garbage collector is enough.
    /// </summary>
    private CancellationTokenSource? _waiting;

    private TokenBucket _presenceCalls;
    private bool _isLive;
    private bool _isEnded;

    public Channel(RealtimeSocket socket, InFrame join, ChannelServices services)
    {
        _services = services;
        _mailbox = new Mailbox(this, _gate, services.Options.MaxPendingPerChannel);
        _presenceCalls = new TokenBucket(services.Options.MaxPresenceCallsPerSecond, services.Time);
        Socket = socket;
        Topic = join.Topic;
        JoinRef = join.JoinRef ?? join.Ref ?? "";
        SubTopic = Topic.StartsWith(Topics.Topic.Prefix, StringComparison.Ordinal)
            ? Topic[Topics.Topic.Prefix.Length..]
            : "";
        Viewer = socket.ViewerOf(socket.Caller);
    }

    public RealtimeSocket Socket { get; }

    /// <summary>As the client names it, with <c>realtime:</c>.</summary>
    public string Topic { get; }

    /// <summary>Without <c>realtime:</c>; empty where the client left that out.</summary>
    public string SubTopic { get; }

    public string JoinRef { get; }

    public bool IsPrivate { get; private set; }

    /// <summary>The sender of a broadcast gets it too.</summary>
    public bool EchoesBroadcasts { get; private set; }

    /// <summary>Each broadcast is answered.</summary>
    public bool AcknowledgesBroadcasts { get; private set; }

    public bool WantsPresence { get; set; }

    /// <summary>Empty where the client gives none and has shown nothing yet.</summary>
    public string PresenceKey { get; set; } = "";

    /// <summary>The bindings asked for, as they were sent: another token may be allowed others of them.</summary>
    public byte[] AskedBindings { get; private set; } = [];

    public TopicKey Key => new(SubTopic, IsPrivate);

    /// <summary>Whose eyes this channel has; a new token replaces it whole.</summary>
    public Viewer Viewer { get; set => Volatile.Write(ref field, value); }

    /// <summary>What the policies allow on a private topic; everything on a public one.</summary>
    public TopicRights Rights { get; set; } = TopicRights.All;

    /// <summary>Empty for a channel without change bindings.</summary>
    public IReadOnlyList<ChangeBinding> Bindings { get; set; } = [];

    /// <summary>What this channel has said about itself on the topic; null while it is not tracked.</summary>
    public PresenceMeta? Presence { get; set; }

    public bool IsEnded => Volatile.Read(ref _isEnded);

    public bool IsLive => Volatile.Read(ref _isLive) && !Volatile.Read(ref _isEnded);

    /// <summary>For the mailbox only.</summary>
    public bool MayCallPresence() => _presenceCalls.TryTake();

    /// <summary>Keeps of the join what counts later: an idle channel is held for hours.</summary>
    public void Keep(JoinRequest request)
    {
        IsPrivate = request.IsPrivate;
        EchoesBroadcasts = request.EchoesBroadcasts;
        AcknowledgesBroadcasts = request.AcknowledgesBroadcasts;
        WantsPresence = request.WantsPresence;
        PresenceKey = request.PresenceKey;
        AskedBindings = request.AskedBindings;
    }

    public void Start(InFrame join)
    {
        _mailbox.TryPost(() => ChannelJoin.RunAsync(this, join, _services));
    }

    /// <summary>Does what the client asks, after what it has asked before.</summary>
    public void Take(InFrame frame)
    {
        if (frame.Event == "phx_leave")
        {
            // Not in line behind a join that waits: leaving is what ends the wait.
            Reply(frame, Replies.Ok);
            End(ChannelEnd.Left);
        }
        else if (!_mailbox.TryPost(() => ChannelMessages.HandleAsync(this, frame, _services)))
        {
            EndWith("Too many messages per second", ChannelEnd.Broken);
        }
    }

    /// <summary>Does what may take long and is to give up when the channel ends. For the mailbox only.</summary>
    public async Task UntilEndedAsync(Func<CancellationToken, Task> work)
    {
        var ended = new CancellationTokenSource();
        lock (_gate)
        {
            if (_isEnded)
            {
                return;
            }

            _waiting = ended;
        }

        try
        {
            await work(ended.Token);
        }
        finally
        {
            lock (_gate)
            {
                _waiting = null;
            }
        }
    }

    /// <summary>
    /// Makes the join final, unless the channel has ended: <paramref name="welcome"/> sends the reply and whatever must
    /// come before anything else.
    /// </summary>
    public bool GoLive(Action welcome)
    {
        lock (_gate)
        {
            if (_isEnded)
            {
                return false;
            }

            Volatile.Write(ref _isLive, true);
            welcome();
            return true;
        }
    }

    public void Deliver(OutFrame frame, Departures? departures = null)
    {
        if (IsLive)
        {
            Socket.Send(frame, departures);
        }
    }

    public void Push(string name, ReadOnlySpan<byte> payload) => Socket.Send(JoinRef, null, Topic, name, payload);

    public void Reply(InFrame to, ReadOnlySpan<byte> payload)
    {
        if (to.Ref is not null)
        {
            Socket.Send(to.JoinRef ?? JoinRef, to.Ref, Topic, "phx_reply", payload);
        }
    }

    /// <summary>Ends the channel because its token does not count any more, so that the client joins again with a fresh one.</summary>
    public void EndIfExpired(DateTimeOffset now)
    {
        if (HasExpired(now))
        {
            EndWith(
                Viewer.ExpiresAt is { } expiry && expiry <= now ? TokenRefusal.Expired(expiry, now) : TokenRefusal.SessionEnded,
                ChannelEnd.Broken);
        }
    }

    /// <summary>Whether its token has run out, or was ended with its session.</summary>
    public bool HasExpired(DateTimeOffset now) =>
        (Viewer.ExpiresAt <= now || _services.EndedSessions.Contains(Viewer.Complete.SessionId)) && IsLive;

    /// <summary>Says why in a <c>system</c> message, then ends.</summary>
    public void EndWith(string message, ChannelEnd end)
    {
        if (!Volatile.Read(ref _isEnded))
        {
            Push("system", Replies.System("system", isOk: false, message, SubTopic));
            End(end);
        }
    }

    public void End(ChannelEnd end)
    {
        CancellationTokenSource? waiting;
        lock (_gate)
        {
            if (_isEnded)
            {
                return;
            }

            Volatile.Write(ref _isEnded, true);
            waiting = _waiting;
        }

        // 1. Nothing is delivered any more.  2. Nobody finds it any more.  3. Its client is told.
        Socket.Forget(this);
        _services.Subscriptions.Remove(this);
        _services.Hub.Leave(this);
        switch (end)
        {
            case ChannelEnd.Left or ChannelEnd.Replaced or ChannelEnd.Dismissed:
                Socket.Send(JoinRef, JoinRef, Topic, "phx_close", "{}"u8);
                break;
            case ChannelEnd.Broken:
                Socket.Send(JoinRef, JoinRef, Topic, "phx_error", "{}"u8);
                break;
        }

        waiting?.Cancel();
    }

    public void Failed(Exception exception)
    {
        if (Volatile.Read(ref _isEnded))
        {
            return;
        }

        RealtimeLog.ChannelFailed(_services.Logger, exception);
        End(ChannelEnd.Broken);
    }
}
