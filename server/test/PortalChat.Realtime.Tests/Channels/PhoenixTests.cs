using System.Net.WebSockets;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Channels;

/// <summary>The Phoenix protocol's own matters: join, leave, rejoin, heartbeat, what does not belong.</summary>
public sealed class PhoenixTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory] // [RT1] [RT6]
    [InlineData(null)]
    [InlineData("1.0.0")]
    [InlineData("2.0.0")]
    public async Task Join_InEitherSerializer_IsAnsweredWithItsRefs(string? version)
    {
        await using var client = await _realtime.ConnectAsync(version: version);
        var reply = await client.JoinAsync("room");
        Assert.Equal("ok", (string?)reply.Payload!["status"]);
        Assert.Equal(("1", "1", "realtime:room"), (reply.JoinRef, reply.Ref, reply.Topic));
        Assert.Empty(reply.Payload["response"]!["postgres_changes"]!.AsArray());
    }

    [Fact] // [RT7]
    public async Task Heartbeat_IsAnswered()
    {
        await using var client = await _realtime.ConnectAsync();
        var reply = await client.ReplyAsync(await client.PushAsync("phoenix", "heartbeat", new { }));
        Assert.Equal("""{"status":"ok","response":{}}""", reply.Payload!.ToJsonString());
    }

    [Fact] // [RT8]
    public async Task Leave_IsAnsweredAndClosed_AndTheTopicIsUnmatchedAfterwards()
    {
        await using var client = await _realtime.ConnectAsync();
        await client.JoinAsync("room");
        var reply = await client.ReplyAsync(await client.PushAsync("realtime:room", "phx_leave", new { }, "1"));
        Assert.Equal("ok", (string?)reply.Payload!["status"]);
        var close = await client.WaitAsync(message => message.Event == "phx_close");
        Assert.Equal(("1", "realtime:room"), (close.JoinRef, close.Topic));

        var late = await client.ReplyAsync(
            await client.PushAsync("realtime:room", "broadcast", new { @event = "x", payload = new { } }, "1"));
        Assert.Equal("unmatched topic", (string?)late.Payload!["response"]!["reason"]);
        var again = await client.ReplyAsync(await client.PushAsync("realtime:room", "phx_leave", new { }, "1"));
        Assert.Equal("ok", (string?)again.Payload!["status"]);
    }

    [Fact] // [RT9]
    public async Task SecondJoinOfATopic_ClosesTheFirstWithItsOwnRef()
    {
        await using var client = await _realtime.ConnectAsync();
        var first = await client.JoinAsync("room");
        var second = await client.JoinAsync("room");
        var close = await client.WaitAsync(message => message.Event == "phx_close");
        Assert.Equal(first.Ref, close.JoinRef);
        Assert.Equal("ok", (string?)second.Payload!["status"]);

        // A leave that means the first join leaves the second alone.
        await client.ReplyAsync(await client.PushAsync("realtime:room", "phx_leave", new { }, first.Ref));
        Assert.Equal(1, _realtime.Health.Channels);
    }

    [Fact] // [RT10]
    public async Task Join_WithoutATopicName_IsRefused()
    {
        await using var client = await _realtime.ConnectAsync();
        var reply = await client.JoinAsync("");
        Assert.Equal("TopicNameRequired: You must provide a topic name", (string?)reply.Payload!["response"]!["reason"]);
    }

    [Fact] // [RT5]
    public async Task MalformedFrames_BreakNobody_NotEvenTheSender()
    {
        await using var client = await _realtime.ConnectAsync();
        await client.JoinAsync("room");
        foreach (var text in new[] { "", "x", "[]", "{}", "[1,2,3,4,5]", "[\"1\",\"2\",\"realtime:room\",\"presence\",[]]" })
        {
            await client.SendTextAsync(text);
        }

        await client.SendBinaryAsync([]);
        await client.SendBinaryAsync([3, 255, 255, 255, 255, 255, 1]);
        await client.SettleAsync();
        Assert.DoesNotContain(client.All, message => message.Event is "phx_error" or "phx_close");
    }

    [Fact] // [RT40]
    public async Task Message_TooLarge_ClosesTheSocketOnly()
    {
        await using var realtime = await TestRealtime.StartAsync(_database, options => options with { MaxFrameBytes = 1000 });
        await using var client = await realtime.ConnectAsync();
        await using var other = await realtime.ConnectAsync();
        await client.SendTextAsync(new string(' ', 2000));
        await client.ClosedAsync();
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, client.Socket.CloseStatus);
        await other.SettleAsync();
    }

    [Fact] // [RT41]
    public async Task Channels_BeyondTheLimit_AreRefused()
    {
        await using var realtime = await TestRealtime.StartAsync(_database, options => options with { MaxChannelsPerSocket = 2 });
        await using var client = await realtime.ConnectAsync();
        await client.JoinAsync("a");
        await client.JoinAsync("b");
        var refused = await client.JoinAsync("c");
        Assert.Equal("ChannelRateLimitReached: Too many channels", (string?)refused.Payload!["response"]!["reason"]);
        var rejoined = await client.JoinAsync("b");
        Assert.Equal("ok", (string?)rejoined.Payload!["status"]);
    }

    [Fact] // [RT42]
    public async Task Messages_BeyondTheRate_CloseTheSocket()
    {
        await using var realtime = await TestRealtime.StartAsync(_database, options => options with { MaxMessagesPerSecond = 5 });
        await using var client = await realtime.ConnectAsync();
        for (var message = 0; message < 10; message++)
        {
            await client.SendTextAsync("""[null,"1","phoenix","heartbeat",{}]""");
        }

        await client.ClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, client.Socket.CloseStatus);
    }

    [Fact] // [RT43]
    public async Task Sockets_BeyondTheLimit_AreRefusedWith429()
    {
        await using var realtime = await TestRealtime.StartAsync(_database, options => options with { MaxSockets = 1 });
        await using var client = await realtime.ConnectAsync();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        var address = new UriBuilder(realtime.Address)
        {
            Scheme = "ws",
            Path = "/realtime/v1/websocket",
            Query = $"apikey={TestCallers.AnonKey}",
        };
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address.Uri, CancellationToken.None));
        Assert.Equal(429, (int)socket.HttpStatusCode);
    }

    [Theory] // [RT11]
    [InlineData("", "API key is missing")]
    [InlineData("?apikey=nonsense", "The token provided is not a valid JWT")]
    public async Task Upgrade_WithoutAKnownKey_IsRefusedWith401(string query, string message)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_realtime.Address, "/realtime/v1/websocket" + query));
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        using var response = await http.SendAsync(request);
        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal($$"""{"error":"{{message}}"}""", await response.Content.ReadAsStringAsync());
    }
}
