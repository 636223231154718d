using System.Text;
using System.Text.Json.Nodes;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Topics;

public sealed class BroadcastTests(PostgresFixture postgres) : IAsyncLifetime
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

    [Fact] // [RT30] [RT31]
    public async Task Broadcast_ReachesTheOthersInTheirOwnSerializer_AndTheSenderOnlyIfItAsked()
    {
        await using var sender = await _realtime.ConnectAsync();
        await using var echoing = await _realtime.ConnectAsync();
        await using var old = await _realtime.ConnectAsync(version: "1.0.0");
        await using var elsewhere = await _realtime.ConnectAsync();
        await sender.JoinAsync("room");
        await echoing.JoinAsync("room", new { broadcast = new { self = true } });
        await old.JoinAsync("room");
        await elsewhere.JoinAsync("another");

        await sender.PushAsync("realtime:room", "broadcast", Said("typing", new { who = "u1" }), "1");
        foreach (var member in new[] { echoing, old })
        {
            var heard = await member.WaitAsync(message => message.Event == "broadcast");
            Assert.Equal(
                """{"type":"broadcast","event":"typing","payload":{"who":"u1"}}""", heard.Payload!.ToJsonString());
        }

        await echoing.PushAsync("realtime:room", "broadcast", Said("again", new { }), "1");
        await echoing.WaitAsync(message => (string?)message.Payload?["event"] == "again");
        await sender.WaitAsync(message => (string?)message.Payload?["event"] == "again");
        Assert.DoesNotContain(sender.All, message => (string?)message.Payload?["event"] == "typing");
        await elsewhere.SettleAsync();
        Assert.DoesNotContain(elsewhere.All, message => message.Event == "broadcast");
    }

    [Fact] // [RT32]
    public async Task Broadcast_WithAck_IsAnswered_WithoutItIsNot()
    {
        await using var client = await _realtime.ConnectAsync();
        await client.JoinAsync("with", new { broadcast = new { ack = true } });
        await client.JoinAsync("without");
        var acknowledged = await client.PushAsync("realtime:with", "broadcast", Said("e", new { }), "1");
        var silent = await client.PushAsync("realtime:without", "broadcast", Said("e", new { }), "2");
        Assert.Equal("ok", (string?)(await client.ReplyAsync(acknowledged)).Payload!["status"]);
        await client.SettleAsync();
        Assert.DoesNotContain(client.All, message => message.Ref == silent);
    }

    [Fact] // [RT3] [RT4]
    public async Task Broadcast_BinaryPush_KeepsItsBytes()
    {
        await using var sender = await _realtime.ConnectAsync();
        await using var reader = await _realtime.ConnectAsync();
        await sender.JoinAsync("room");
        await reader.JoinAsync("room");
        await sender.SendBinaryAsync([3, 1, 1, 13, 1, 0, 0, .. "19realtime:roome"u8, 0, 255, 7]);
        var heard = await reader.WaitAsync(message => message.Event == "broadcast");
        Assert.Equal([0, 255, 7], heard.Bytes!);
    }

    [Fact] // [RT5]
    public async Task Broadcast_BinaryPushThatClaimsToBeJson_IsDropped()
    {
        await using var sender = await _realtime.ConnectAsync();
        await using var reader = await _realtime.ConnectAsync();
        await sender.JoinAsync("room");
        await reader.JoinAsync("room");
        await sender.SendBinaryAsync([3, 1, 1, 13, 1, 0, 1, .. "19realtime:roome"u8, .. "{oops"u8]);
        await sender.SendBinaryAsync([3, 1, 1, 13, 1, 0, 1, .. "19realtime:roomf"u8, .. "{}"u8]);
        await reader.WaitAsync(message => (string?)message.Payload?["event"] == "f");
        Assert.DoesNotContain(reader.All, message => (string?)message.Payload?["event"] == "e");
    }

    [Fact] // [RT33]
    public async Task HttpBatch_ReachesTheTopic_AndAnswers202()
    {
        await using var reader = await _realtime.ConnectAsync();
        await reader.JoinAsync("room");
        using var response = await PostAsync(
            "/realtime/v1/api/broadcast",
            """{"messages":[{"topic":"room","event":"e","payload":{"n":1}},{"topic":"room","event":"f","payload":{}}]}""");
        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        await reader.WaitAsync(message => (string?)message.Payload?["event"] == "f");
        var first = await reader.WaitAsync(message => (string?)message.Payload?["event"] == "e");
        Assert.Equal(1, (int)first.Payload!["payload"]!["n"]!);
    }

    [Fact] // [RT33]
    public async Task HttpSingle_ReachesTheTopic_AndAnswers202()
    {
        await using var reader = await _realtime.ConnectAsync();
        await reader.JoinAsync("chat:1");
        using var response = await PostAsync("/realtime/v1/api/broadcast/chat%3A1/events/typing", """{"n":2}""");
        Assert.Equal(202, (int)response.StatusCode);
        var heard = await reader.WaitAsync(message => message.Event == "broadcast");
        Assert.Equal(("typing", 2), ((string?)heard.Payload!["event"], (int)heard.Payload["payload"]!["n"]!));
    }

    [Theory] // [RT33]
    [InlineData("""{"messages":1}""", 422)]
    [InlineData("""{"messages":[{"topic":"room"}]}""", 422)]
    [InlineData("nonsense", 422)]
    public async Task HttpBatch_OfAnotherShape_IsRefused(string body, int status)
    {
        using var response = await PostAsync("/realtime/v1/api/broadcast", body);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact] // [RT34]
    public async Task SendFromSql_ReachesThePublicTopic_AndNotThePrivateOneOfThatName()
    {
        await using var reader = await _realtime.ConnectAsync();
        await reader.JoinAsync("news", new { broadcast = new { replication_ready = true } });
        await reader.WaitAsync(message => (string?)message.Payload?["message"] == "Replication connection established");
        await _database.ExecuteAsync("""select realtime.send('{"n":0}', 'private', 'news', true)""");
        await _database.ExecuteAsync("""select realtime.send('{"n":1}', 'public', 'news', false)""");
        var heard = await reader.WaitAsync(message => message.Event == "broadcast");
        Assert.Equal("public", (string?)heard.Payload!["event"]);
        Assert.Equal(1, (int)heard.Payload["payload"]!["n"]!);
        Assert.NotNull((string?)heard.Payload["meta"]!["id"]);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_realtime.Address, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("apikey", TestCallers.AnonKey);
        return await http.SendAsync(request);
    }

    private static JsonObject Said(string name, object payload) => new()
    {
        ["type"] = "broadcast",
        ["event"] = name,
        ["payload"] = System.Text.Json.JsonSerializer.SerializeToNode(payload),
    };
}
