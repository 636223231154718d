using System.Buffers;
using System.Net.WebSockets;
using PortalChat.Auth.Callers;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Sockets;

/// <summary>One client's connection: reads its messages, hands them to its channels, and ends with all of them.</summary>
internal sealed class RealtimeSocket
{
    /// <summary>How long a peer may take to answer a close.</summary>
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly Upgraded _upgraded;
    private readonly ChannelServices _services;
    private readonly Lock _lock = new();
    private readonly Outbox _outbox;

    /// <summary>Replaced whole under the lock, and so read without it. There are few: they are looked through.</summary>
    private Channel[] _channels = [];
    private readonly Viewer _own;
    private Viewer? _last;
    private TokenBucket _joins;
    private TokenBucket _messages;
    private long _heardAt;
    private long _closedAt;

    /// <summary>For the sweep only.</summary>
    private bool _isPinged;

    public RealtimeSocket(
        Upgraded upgraded,
        SerializerVersion version,
        Caller caller,
        ChannelServices services)
    {
        _upgraded = upgraded;
        _services = services;
        Version = version;
        Caller = caller;
        _own = Viewer.Of(caller);
        _outbox = new Outbox(upgraded, services.Options.MaxQueuedBytes, TooSlow);
        _joins = new TokenBucket(services.Options.MaxJoinsPerSecond, services.Time);
        _messages = new TokenBucket(services.Options.MaxMessagesPerSecond, services.Time);
        _heardAt = services.Time.GetTimestamp();
    }

    public SerializerVersion Version { get; }

    /// <summary>Who connected; counts for channels that bring no token of their own.</summary>
    public Caller Caller { get; }

    public int ChannelCount => Channels.Length;

    /// <summary>Bytes that wait for the reader.</summary>
    public long QueuedBytes => _outbox.QueuedBytes;

    private Channel[] Channels => Volatile.Read(ref _channels);

    private bool IsClosing => Volatile.Read(ref _closedAt) != 0;

    public void Send(OutFrame frame, Departures? departures = null) => _outbox.Send(frame, departures);

    /// <summary>The channels of a socket have mostly one token between them, and then one viewer.</summary>
    public Viewer ViewerOf(Caller caller)
    {
        if (ReferenceEquals(_own.Complete, caller))
        {
            return _own;
        }

        var last = Volatile.Read(ref _last);
        if (last is null || !ReferenceEquals(last.Complete, caller))
        {
            last = Viewer.Of(caller);
            Volatile.Write(ref _last, last);
        }

        return last;
    }

    public void Send(string? joinRef, string? messageRef, string topic, string name, ReadOnlySpan<byte> payload) =>
        _outbox.Send(FrameWriter.Write(Version, joinRef, messageRef, topic, name, payload));

    /// <summary>Says goodbye after what waits; the peer has a few seconds to answer.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        Interlocked.CompareExchange(ref _closedAt, _services.Time.GetTimestamp(), 0);
        _outbox.Close(status, reason);
    }

    /// <summary>Drops the connection without a word.</summary>
    public void Cut() => _outbox.Cut();

    /// <summary>
    /// Drops a socket that has been silent for too long or does not answer a ping or its goodbye, and ends channels whose
    /// token has expired.
    /// </summary>
    public void Sweep(DateTimeOffset now)
    {
        if (IsClosing && _services.Time.GetElapsedTime(Volatile.Read(ref _closedAt)) > ClosePatience)
        {
            _outbox.Cut();
            return;
        }

        if (_services.Time.GetElapsedTime(Volatile.Read(ref _heardAt)) > _services.Options.IdleTimeout || !AnswersPings())
        {
            RealtimeLog.SocketIdle(_services.Logger);
            _outbox.Cut();
            return;
        }

        foreach (var channel in Channels)
        {
            channel.EndIfExpired(now);
        }
    }

    /// <summary>Reads until the peer leaves, breaks the protocol, or the server stops.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await MessageReader.WaitAsync(_upgraded.WebSocket) is { MessageType: not WebSocketMessageType.Close } first
                && await MessageReader.ReadAsync(_upgraded.WebSocket, first, _services.Options.MaxFrameBytes) is { } message)
            {
                Volatile.Write(ref _heardAt, _services.Time.GetTimestamp());
                try
                {
                    Handle(message);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(message.Array);
                }
            }

            Close(WebSocketCloseStatus.NormalClosure, "");
            await _outbox.Done;
        }
        catch (MessageTooLargeException)
        {
            Close(WebSocketCloseStatus.MessageTooBig, "message too large");
            await MessageReader.DiscardAsync(_upgraded.WebSocket)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException)
        {
            // A close or a ping was not answered in time, or the connection broke.
            _outbox.Cut();
        }
        finally
        {
            foreach (var channel in Channels)
            {
                channel.End(ChannelEnd.SocketGone);
            }
        }
    }

    /// <summary>Pings a peer of whom nothing has come for a while. Over HTTP/2 the WebSocket does that by itself.</summary>
    private bool AnswersPings()
    {
        var silence = _upgraded.Stream?.Silence ?? TimeSpan.Zero;
        if (silence <= _services.Options.PingInterval)
        {
            _isPinged = false;
        }
        else if (!_isPinged)
        {
            _isPinged = true;
            _outbox.Send(OutFrame.Ping);
        }

        return silence <= _services.Options.PingInterval + _services.Options.PingTimeout;
    }

    public void Forget(Channel channel)
    {
        lock (_lock)
        {
            if (Array.IndexOf(_channels, channel) >= 0)
            {
                Volatile.Write(ref _channels, [.. _channels.Where(other => other != channel)]);
            }
        }
    }

    private void Handle(Message message)
    {
        if (IsClosing)
        {
            return;
        }

        var bytes = message.Array.AsSpan(0, message.Length);
        var frame = message.Type == WebSocketMessageType.Text
            ? TextFrames.Read(Version, bytes)
            : BinaryFrames.Read(bytes);
        if (frame is null)
        {
            // Nothing can be answered without a topic and a ref; it still counts against the rate.
            RealtimeLog.MalformedFrame(_services.Logger, message.Length);
            _messages.TryTake();
            return;
        }

        if (!_messages.TryTake())
        {
            RealtimeLog.TooManyMessages(_services.Logger);
            Close(WebSocketCloseStatus.PolicyViolation, "Too many messages per second");
            return;
        }

        switch (frame.Event)
        {
            case "heartbeat" when frame.Topic == "phoenix":
                Send(frame.JoinRef, frame.Ref, frame.Topic, "phx_reply", Replies.Ok);
                break;
            case "phx_join":
                Join(frame);
                break;
            default:
                HandOver(frame);
                break;
        }
    }

    private void Join(InFrame frame)
    {
        if (!_joins.TryTake())
        {
            Refuse(frame, "ClientJoinRateLimitReached: Too many joins per second");
            Close(WebSocketCloseStatus.PolicyViolation, "Too many joins per second");
            return;
        }

        var channel = new Channel(this, frame, _services);
        Channel? previous;
        lock (_lock)
        {
            previous = Find(frame.Topic);
            if (previous is null && _channels.Length >= _services.Options.MaxChannelsPerSocket)
            {
                Refuse(frame, "ChannelRateLimitReached: Too many channels");
                return;
            }

            Volatile.Write(ref _channels, [.. _channels.Where(other => other != previous), channel]);
        }

        // A client that joins a topic again has given up the earlier join.
        previous?.End(ChannelEnd.Replaced);
        channel.Start(frame);
    }

    private void HandOver(InFrame frame)
    {
        var channel = Find(frame.Topic);

        // A leave that means an earlier join of the topic must not end the present one.
        var isStaleLeave = frame.Event == "phx_leave" && frame.JoinRef is not null && frame.JoinRef != channel?.JoinRef;
        if (channel is not null && !isStaleLeave)
        {
            channel.Take(frame);
        }
        else if (frame.Event == "phx_leave")
        {
            Send(frame.JoinRef, frame.Ref, frame.Topic, "phx_reply", Replies.Ok);
        }
        else
        {
            Refuse(frame, "unmatched topic");
        }
    }

    private void Refuse(InFrame frame, string reason) =>
        Send(frame.JoinRef, frame.Ref, frame.Topic, "phx_reply", Replies.Error(reason));

    private Channel? Find(string topic)
    {
        foreach (var channel in Channels)
        {
            if (channel.Topic == topic)
            {
                return channel;
            }
        }

        return null;
    }

    private void TooSlow()
    {
        _services.Metrics.ReaderTooSlow();
        RealtimeLog.ReaderTooSlow(_services.Logger, _services.Options.MaxQueuedBytes);
    }
}
