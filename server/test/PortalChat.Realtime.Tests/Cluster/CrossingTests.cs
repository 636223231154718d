using System.Text.Json.Nodes;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Cluster;

/// <summary>What clients of one server say and show reaches those of the others.</summary>
public sealed class CrossingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly List<TestRealtime> _servers = [];
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        await StartServerAsync();
        await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    [Fact] // [RT60]
    public async Task ABroadcast_ReachesTheOtherServersClients_InItsSendersOrder()
    {
        await StartServerAsync();
        await using var sender = await JoinAsync(_servers[0], "u1");
        await using var near = await JoinAsync(_servers[0], "u2");
        await using var far = await JoinAsync(_servers[1], "u3");
        await using var farther = await JoinAsync(_servers[2], "u4");
        await using var elsewhere = await _servers[1].ConnectAsync();
        await elsewhere.JoinAsync("another room");

        for (var number = 0; number < 200; number++)
        {
            await SayAsync(sender, number);
        }

        foreach (var client in new[] { near, far, farther })
        {
            await client.WaitAsync(message => (int?)message.Payload?["payload"]?["number"] == 199);
            Assert.Equal(
                Enumerable.Range(0, 200),
                client.All.Where(message => message.Event == "broadcast").Select(message => (int)message.Payload!["payload"]!["number"]!));
        }

        await elsewhere.SettleAsync();
        await sender.SettleAsync();
        Assert.DoesNotContain(elsewhere.All, message => message.Event == "broadcast");
        Assert.DoesNotContain(sender.All, message => message.Event == "broadcast");
    }

    [Fact] // [RT60] [RT32]
    public async Task ALargeBroadcast_ArrivesWhole_ATooLargeOneNotAtAll()
    {
        await using var sender = await _servers[0].ConnectAsync();
        await sender.JoinAsync("room", new { broadcast = new { ack = true } });
        await using var far = await JoinAsync(_servers[1], "u2");
        var large = string.Concat(Enumerable.Range(0, 400_000).Select(number => $"{number % 1000}, "));
        Assert.InRange(large.Length, 1_500_000, 3_000_000);
        var tooLarge = await PushBroadcastAsync(sender, new { text = new string('x', 3_000_001), number = 1 });
        Assert.Equal("payload_size_exceeded", (string?)(await sender.ReplyAsync(tooLarge)).Payload!["response"]!["error"]);
        await PushBroadcastAsync(sender, new { text = large, number = 2 });
        var arrived = await far.WaitAsync(message => message.Event == "broadcast");
        Assert.Equal(large, (string?)arrived.Payload!["payload"]!["text"]);
    }

    [Fact] // [RT60] [RT33]
    public async Task ABroadcastOverHttp_ReachesTheOtherServersClients()
    {
        await using var far = await JoinAsync(_servers[1], "u1");
        using var http = new HttpClient { BaseAddress = _servers[0].Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/realtime/v1/api/broadcast/room/events/bell")
        {
            Content = new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new("application/octet-stream") } },
        };
        request.Headers.Add("apikey", TestCallers.AnonKey);
        Assert.Equal(202, (int)(await http.SendAsync(request)).StatusCode);
        Assert.Equal([1, 2, 3], (await far.WaitAsync(message => message.Event == "broadcast")).Bytes!);
    }

    [Fact] // [RT60] [RT34]
    public async Task ABroadcastFromSql_ArrivesOnceOnEveryServer()
    {
        await TestRealtime.UntilAsync(() => _servers.TrueForAll(server => server.Health.IsStreaming));
        await using var near = await JoinAsync(_servers[0], "u1");
        await using var far = await JoinAsync(_servers[1], "u2");
        for (var number = 0; number < 2; number++)
        {
            await _database.ExecuteAsync("select realtime.send(jsonb_build_object('number', $1::int), 'tick', 'room', false)", number);
        }

        foreach (var client in new[] { near, far })
        {
            await client.WaitAsync(message => (int?)message.Payload?["payload"]?["number"] == 1);
            Assert.Equal(2, client.All.Count(message => message.Event == "broadcast"));
        }
    }

    [Fact] // [RT61]
    public async Task Presence_IsSeenOnEveryServer_FromJoinToLeave()
    {
        await using var watcher = await JoinAsync(_servers[1], "watcher");
        await using var shown = await JoinAsync(_servers[0], "u1");
        await TrackAsync(shown, new { at = 1 });
        var first = Metas(await DifferenceAsync(watcher, 0), "joins", "u1").Single()!;

        await TrackAsync(shown, new { at = 2 });
        var second = await DifferenceAsync(watcher, 1);
        Assert.Equal((string?)first["phx_ref"], (string?)Metas(second, "leaves", "u1").Single()!["phx_ref"]);
        Assert.Equal(2, (int)Metas(second, "joins", "u1").Single()!["at"]!);

        await using var late = await JoinAsync(_servers[1], "late");
        Assert.Equal(2, (int)(await StateAsync(late))["u1"]!["metas"]!.AsArray().Single()!["at"]!);

        await shown.DisposeAsync();
        Assert.Equal(2, (int)Metas(await DifferenceAsync(watcher, 2), "leaves", "u1").Single()!["at"]!);
        await using var last = await JoinAsync(_servers[1], "last");
        Assert.Empty((await StateAsync(last)).AsObject());
    }

    [Fact] // [RT61]
    public async Task OnePersonOnTwoServers_IsTwoMetasWithTheirOwnRefs()
    {
        await using var watcher = await JoinAsync(_servers[1], "watcher");
        await using var phone = await JoinAsync(_servers[0], "u1");
        await using var desk = await JoinAsync(_servers[1], "u1");
        await TrackAsync(phone, new { on = "phone" });
        await TrackAsync(desk, new { on = "desk" });
        await DifferenceAsync(watcher, 1);
        await using var late = await JoinAsync(_servers[1], "late");
        var metas = (await StateAsync(late))["u1"]!["metas"]!.AsArray();
        Assert.Equal(["desk", "phone"], metas.Select(meta => (string)meta!["on"]!).Order());
        Assert.Equal(2, metas.Select(meta => (string)meta!["phx_ref"]!).Distinct().Count());

        await phone.DisposeAsync();
        await DifferenceAsync(watcher, 2);
        await using var last = await JoinAsync(_servers[1], "last");
        Assert.Equal("desk", (string?)(await StateAsync(last))["u1"]!["metas"]!.AsArray().Single()!["on"]);
    }

    [Fact] // [RT61]
    public async Task AServerThatStartsLater_GetsWhatTheOthersShow()
    {
        await using var shown = await JoinAsync(_servers[0], "u1");
        await TrackAsync(shown, new { at = 1 });
        var third = await StartServerAsync();
        await using var late = await JoinAsync(third, "late");
        await UntilPresentAsync(late, "u1");
    }

    [Fact] // [RT61]
    public async Task AServerThatStops_TakesItsClientsWithIt_InOneDifference()
    {
        var third = await StartServerAsync();
        await using var watcher = await JoinAsync(_servers[0], "watcher");
        var clients = new List<TestClient>();
        foreach (var number in Enumerable.Range(1, 5))
        {
            clients.Add(await JoinAsync(third, $"u{number}"));
            await TrackAsync(clients[^1], new { number });
        }

        await UntilPresentAsync(watcher, "u1", "u2", "u3", "u4", "u5");
        await third.DisposeAsync();
        _servers.Remove(third);
        await UntilPresentAsync(watcher);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact] // [RT62]
    public async Task PrivateTopics_CrossToThoseWhoMayReadThem_AndToNobodyElse()
    {
        var alice = await _database.CreatePersonAsync("Alice");
        var grace = await _database.CreatePersonAsync("Grace", "gre");
        var id = Guid.NewGuid();
        await _database.ExecuteAsync("insert into public.chat_requests (id, player_id) values ($1, $2)", id, alice.Id);
        await _database.ExecuteAsync(
            """
            create policy read_all on realtime.messages for select to anon
              using ((select realtime.topic()) like 'chat:%' and extension = 'broadcast')
            """);
        var room = $"chat:{id}";
        var config = new { @private = true, presence = new { enabled = true, key = "k" } };

        await using var player = await _servers[0].ConnectAsync();
        await player.JoinAsync(room, config, _servers[0].Callers.TokenOf(alice));
        await using var staff = await _servers[1].ConnectAsync();
        await staff.JoinAsync(room, config, _servers[1].Callers.TokenOf(grace));

        // May read broadcasts and nothing else; the other is on the public topic of the same name.
        await using var listener = await _servers[1].ConnectAsync();
        Assert.Equal("ok", (string?)(await listener.JoinAsync(room, config)).Payload!["status"]);
        await using var outsider = await _servers[1].ConnectAsync();
        await outsider.JoinAsync(room, new { presence = new { enabled = true } });

        // What may not be written does not leave its server either.
        await listener.PushAsync($"realtime:{room}", "broadcast", new { @event = "forged", payload = new { } }, "1");
        await listener.PushAsync($"realtime:{room}", "presence", new { @event = "track", payload = new { } }, "1");
        await outsider.PushAsync($"realtime:{room}", "broadcast", new { @event = "forged", payload = new { } }, "1");
        await listener.SettleAsync();
        await outsider.SettleAsync();
        await staff.PushAsync($"realtime:{room}", "broadcast", new { @event = "last", payload = new { } }, "1");
        await player.WaitAsync(message => (string?)message.Payload?["event"] == "last");
        Assert.DoesNotContain(player.All, message => (string?)message.Payload?["event"] == "forged");
        Assert.DoesNotContain(player.All, message => message.Event == "presence_diff");

        await player.PushAsync($"realtime:{room}", "presence", new { @event = "track", payload = new { side = "player" } }, "1");
        await player.PushAsync($"realtime:{room}", "broadcast", new { @event = "typing", payload = new { } }, "1");
        await staff.WaitAsync(message => message.Event == "presence_diff");
        await staff.WaitAsync(message => (string?)message.Payload?["event"] == "typing");
        await listener.WaitAsync(message => (string?)message.Payload?["event"] == "typing");
        await outsider.SettleAsync();
        Assert.DoesNotContain(listener.All, message => message.Event == "presence_diff");
        Assert.DoesNotContain(outsider.All, message => message.Event is "broadcast" or "presence_diff");
    }

    [Fact] // [RT45] [RT60]
    public async Task Replay_GivesTheSameOnEveryServer()
    {
        var alice = await _database.CreatePersonAsync("Alice");
        var id = Guid.NewGuid();
        await _database.ExecuteAsync("insert into public.chat_requests (id, player_id) values ($1, $2)", id, alice.Id);
        await _database.ExecuteAsync("select realtime.send('{\"number\":1}', 'old', $1)", $"chat:{id}");
        foreach (var server in _servers)
        {
            await using var client = await server.ConnectAsync();
            await client.JoinAsync(
                $"chat:{id}",
                new { @private = true, broadcast = new { replay = new { since = 0, limit = 10 } } },
                server.Callers.TokenOf(alice));
            var said = await client.WaitAsync(message => message.Event == "broadcast");
            Assert.Equal(1, (int)said.Payload!["payload"]!["number"]!);
            Assert.True((bool)said.Payload["meta"]!["replayed"]!);
        }
    }

    internal static async Task UntilPresentAsync(TestClient watcher, params string[] keys) =>
        await watcher.WaitAsync(_ => keys.Order().SequenceEqual(Present(watcher).Order()));

    /// <summary>State and differences added up, by ref: what the official client's presence has.</summary>
    internal static IEnumerable<string> Present(TestClient watcher)
    {
        var present = new Dictionary<string, string>();
        foreach (var message in watcher.All)
        {
            var joins = message.Event switch
            {
                "presence_state" => message.Payload,
                "presence_diff" => message.Payload!["joins"],
                _ => null,
            };
            foreach (var (key, entry) in joins?.AsObject() ?? [])
            {
                foreach (var meta in entry!["metas"]!.AsArray())
                {
                    present[(string)meta!["phx_ref"]!] = key;
                }
            }

            foreach (var (_, entry) in message.Event == "presence_diff" ? message.Payload!["leaves"]!.AsObject() : [])
            {
                foreach (var meta in entry!["metas"]!.AsArray())
                {
                    Assert.True(present.Remove((string)meta!["phx_ref"]!), "Somebody leaves who was not there.");
                }
            }
        }

        return present.Values;
    }

    private static JsonArray Metas(JsonNode difference, string side, string key) =>
        difference[side]![key]!["metas"]!.AsArray();

    private static async Task<JsonNode> StateAsync(TestClient client) =>
        (await client.WaitAsync(message => message.Event == "presence_state")).Payload!;

    private static async Task<JsonNode> DifferenceAsync(TestClient client, int index)
    {
        await client.WaitAsync(_ => client.All.Count(message => message.Event == "presence_diff") > index);
        return client.All.Where(message => message.Event == "presence_diff").ElementAt(index).Payload!;
    }

    private static async Task TrackAsync(TestClient client, object shown) =>
        await client.ReplyAsync(await client.PushAsync(
            "realtime:room", "presence", new { type = "presence", @event = "track", payload = shown }, "1"));

    private static Task<string> SayAsync(TestClient client, int number) => PushBroadcastAsync(client, new { number });

    private static Task<string> PushBroadcastAsync(TestClient client, object payload) => client.PushAsync(
        "realtime:room", "broadcast", new { type = "broadcast", @event = "tick", payload }, "1");

    private static async Task<TestClient> JoinAsync(TestRealtime server, string key)
    {
        var client = await server.ConnectAsync();
        await client.JoinAsync("room", new { presence = new { key, enabled = true } });
        return client;
    }

    /// <summary>Another server on the database, once it and the others know of each other.</summary>
    private async Task<TestRealtime> StartServerAsync()
    {
        var server = await TestRealtime.StartAsync(
            _database, options => options with { MaxMessagesPerSecond = 1000 });
        _servers.Add(server);
        await TestRealtime.UntilAsync(() => _servers.TrueForAll(each => each.Health.Peers == _servers.Count - 1));
        return server;
    }
}
