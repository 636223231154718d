using System.Text.Json.Nodes;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Topics;

/// <summary>Many at once: what each sees must add up to the same.</summary>
public sealed class CrowdTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database, options => options with
        {
            MaxMessagesPerSecond = 100_000,
            MaxPresenceCallsPerSecond = 100_000,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact] // [RT30]
    public async Task BroadcastsOfSeveralSenders_ReachAllMembersInOneOrder()
    {
        const int Each = 100;
        var members = new List<TestClient>();
        for (var member = 0; member < 5; member++)
        {
            members.Add(await _realtime.ConnectAsync(version: member % 2 == 0 ? "2.0.0" : "1.0.0"));
            await members[^1].JoinAsync("room", new { broadcast = new { self = true } });
        }

        await Task.WhenAll(members.Select((member, sender) => Task.Run(async () =>
        {
            for (var n = 0; n < Each; n++)
            {
                await member.PushAsync("realtime:room", "broadcast", new { @event = $"{sender}-{n}", payload = new { } }, "1");
            }
        })));
        await TestRealtime.UntilAsync(() => members.TrueForAll(member => Heard(member).Count == Each * members.Count));
        Assert.All(members, member => Assert.Equal(Heard(members[0]), Heard(member)));
        foreach (var member in members)
        {
            await member.DisposeAsync();
        }
    }

    [Fact] // [RT36]
    public async Task StateAndDifferences_AddUp_WhoeverComesShowsItselfAndGoes()
    {
        await using var observer = await JoinAsync("observer");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var round = 0; round < 12; round++)
            {
                var client = await JoinAsync($"u{random.Next(4)}");
                for (var call = random.Next(1, 5); call > 0; call--)
                {
                    var isShown = random.Next(3) > 0;
                    await client.ReplyAsync(await client.PushAsync("realtime:room", "presence", new
                    {
                        @event = isShown ? "track" : "untrack",
                        payload = new { worker, round, call },
                    }, "1"));
                }

                if (random.Next(2) == 0)
                {
                    await client.ReplyAsync(await client.PushAsync("realtime:room", "phx_leave", new { }, "1"));
                }

                await client.DisposeAsync();
            }
        })));

        await using var last = await JoinAsync("last");
        await last.ReplyAsync(await last.PushAsync("realtime:room", "presence", new { @event = "track", payload = new { } }, "1"));
        await TestRealtime.UntilAsync(() => Keys(Accumulate(observer)) == "last");
        await TestRealtime.UntilAsync(() => _realtime.Health is { Sockets: 2, Channels: 2 });
        await using var late = await JoinAsync("late");
        var state = await late.WaitAsync(message => message.Event == "presence_state");
        Assert.Equal(["last"], state.Payload!.AsObject().Select(member => member.Key));
    }

    private static List<string> Heard(TestClient client) =>
        [.. client.All.Where(message => message.Event == "broadcast").Select(message => (string)message.Payload!["event"]!)];

    private static string Keys(Dictionary<string, string> presence) => string.Join(',', presence.Values.Distinct().Order());

    /// <summary>From ref to key, as the official client keeps it: the state, then each difference applied.</summary>
    private static Dictionary<string, string> Accumulate(TestClient client)
    {
        var present = new Dictionary<string, string>();
        foreach (var message in client.All)
        {
            if (message.Event == "presence_state")
            {
                present.Clear();
                Each(message.Payload!, (key, reference) => present[reference] = key);
            }
            else if (message.Event == "presence_diff")
            {
                // A ref leaves at most once, and only after it has joined.
                Each(message.Payload!["joins"]!, (key, reference) => present.Add(reference, key));
                Each(message.Payload["leaves"]!, (_, reference) => Assert.True(present.Remove(reference)));
            }
        }

        return present;
    }

    private static void Each(JsonNode members, Action<string, string> act)
    {
        foreach (var (key, member) in members.AsObject())
        {
            foreach (var meta in member!["metas"]!.AsArray())
            {
                act(key, (string)meta!["phx_ref"]!);
            }
        }
    }

    private async Task<TestClient> JoinAsync(string key)
    {
        var client = await _realtime.ConnectAsync();
        await client.JoinAsync("room", new { presence = new { key, enabled = true } });
        return client;
    }
}
