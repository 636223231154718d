using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PortalChat.Realtime.Tests.Support;

/// <summary>One message from the server, whichever serializer it came in.</summary>
internal sealed record Received(string? JoinRef, string? Ref, string Topic, string Event, JsonNode? Payload, byte[]? Bytes = null);

/// <summary>A client on a bare WebSocket: sees exactly what is on the wire.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    /// <summary>For conditions that must come true; far more than any takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly bool _isV1;
    private readonly List<Received> _received = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private TaskCompletionSource _news = New();
    private Task _reading = Task.CompletedTask;
    private int _lastRef;
    private bool _isDisposed;

    private TestClient(bool isV1) => _isV1 = isV1;

    public ClientWebSocket Socket => _socket;

    public bool HasClosed => _reading.IsCompleted;

    public IReadOnlyList<Received> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    public static async Task<TestClient> ConnectAsync(Uri server, string apiKey, string? version, bool reads = true)
    {
        var client = new TestClient(version is null || version.StartsWith('1'));
        var query = $"apikey={apiKey}{(version is null ? "" : $"&vsn={version}")}";
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/realtime/v1/websocket", Query = query };
        await client._socket.ConnectAsync(address.Uri, CancellationToken.None);
        if (reads)
        {
            client._reading = client.ReadAsync();
        }

        return client;
    }

    public string NextRef() => Interlocked.Increment(ref _lastRef).ToString();

    /// <summary>Sends a message; gives its ref.</summary>
    public async Task<string> PushAsync(string topic, string name, object payload, string? joinRef = null)
    {
        var reference = NextRef();
        var isJoin = name == "phx_join";
        var text = _isV1
            ? JsonSerializer.Serialize(new { topic, @event = name, payload, @ref = reference, join_ref = isJoin ? reference : joinRef })
            : JsonSerializer.Serialize(new object?[] { isJoin ? reference : joinRef, reference, topic, name, payload });
        await SendTextAsync(text);
        return reference;
    }

    public Task SendTextAsync(string text) => _socket.SendAsync(
        Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public Task SendBinaryAsync(byte[] bytes) => _socket.SendAsync(
        bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    /// <summary>Joins and waits for the reply.</summary>
    public async Task<Received> JoinAsync(string channel, object? config = null, string? token = null)
    {
        var reference = await PushAsync(
            $"realtime:{channel}",
            "phx_join",
            new Dictionary<string, object?> { ["config"] = config ?? new { }, ["access_token"] = token });
        return await ReplyAsync(reference);
    }

    /// <summary>Joins with change bindings, and expects that it is live.</summary>
    public async Task<Received> ListenAsync(string channel, string? token, params object[] bindings)
    {
        var reply = await JoinAsync(channel, new { postgres_changes = bindings }, token);
        Assert.Equal("ok", (string?)reply.Payload!["status"]);
        var system = await WaitAsync(m => m.Event == "system" && m.Topic == $"realtime:{channel}");
        Assert.Equal("Subscribed to PostgreSQL", (string?)system.Payload!["message"]);
        return reply;
    }

    public Task<Received> ReplyAsync(string reference) =>
        WaitAsync(message => message.Event == "phx_reply" && message.Ref == reference);

    public Task<Received> ChangeAsync(Func<JsonNode, bool>? which = null) =>
        WaitAsync(message => message.Event == "postgres_changes" && (which is null || which(message.Payload!["data"]!)));

    public IEnumerable<JsonNode> Changes() =>
        All.Where(message => message.Event == "postgres_changes").Select(message => message.Payload!["data"]!);

    /// <summary>
    /// Everything that was under way has arrived: the server answers in order, so what it sent before this answer is
    /// here. Says nothing of what other tasks of the server have yet to send.
    /// </summary>
    public async Task SettleAsync() => await ReplyAsync(await PushAsync("phoenix", "heartbeat", new { }));

    public async Task<Received> WaitAsync(Func<Received, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task news;
            lock (_lock)
            {
                if (_received.Find(message => condition(message)) is { } found)
                {
                    return found;
                }

                news = _news.Task;
            }

            Assert.False(_reading.IsCompleted, "The socket closed; got: " + Summary());
            try
            {
                await Task.WhenAny(news, _reading).WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail("Did not arrive; got: " + Summary());
            }
        }
    }

    public Task ClosedAsync() => _reading.WaitAsync(Patience);

    public void Forget()
    {
        lock (_lock)
        {
            _received.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _ended.CancelAsync();
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _ended.Dispose();
    }

    private string Summary() => string.Join("\n", All.Select(m => $"{m.Topic} {m.Event} {m.Ref} {m.Payload?.ToJsonString()}"));

    private async Task ReadAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                var length = 0;
                ValueWebSocketReceiveResult result;
                do
                {
                    result = await _socket.ReceiveAsync(buffer.AsMemory(length), _ended.Token);
                    length += result.Count;
                    if (length == buffer.Length)
                    {
                        Array.Resize(ref buffer, length * 2);
                    }
                }
                while (!result.EndOfMessage);

                if (result.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                var message = result.MessageType == WebSocketMessageType.Text
                    ? ReadText(buffer.AsSpan(0, length))
                    : ReadBinary(buffer.AsSpan(0, length));
                lock (_lock)
                {
                    _received.Add(message);
                    _news.TrySetResult();
                    _news = New();
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // Closed, from whichever side.
        }
    }

    private Received ReadText(ReadOnlySpan<byte> text)
    {
        var node = JsonNode.Parse(text)!;
        return _isV1
            ? new Received((string?)node["join_ref"], (string?)node["ref"], (string)node["topic"]!, (string)node["event"]!, node["payload"])
            : new Received((string?)node[0], (string?)node[1], (string)node[2]!, (string)node[3]!, node[4]);
    }

    /// <summary>Kind 4, shown as the JSON that the official client makes of it.</summary>
    private static Received ReadBinary(ReadOnlySpan<byte> bytes)
    {
        Assert.Equal(4, bytes[0]);
        var (topic, name, meta) = (bytes[1], bytes[2], bytes[3]);
        var rest = bytes[5..];
        var payload = rest[(topic + name + meta)..].ToArray();
        var said = new JsonObject
        {
            ["type"] = "broadcast",
            ["event"] = Encoding.UTF8.GetString(rest.Slice(topic, name)),
            ["payload"] = bytes[4] == 1 ? JsonNode.Parse(payload) : null,
        };
        if (meta > 0)
        {
            said["meta"] = JsonNode.Parse(rest.Slice(topic + name, meta));
        }

        return new Received(null, null, Encoding.UTF8.GetString(rest[..topic]), "broadcast", said, payload);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
