using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PortalChat.Realtime.Cluster;
using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Realtime.Topics;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Cluster;

/// <summary>Which servers are heard, and what becomes of those that are not heard any more.</summary>
public sealed class PeersTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TopicKey Room = new("room", IsPrivate: false);

    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact] // [RT63]
    public async Task AServerAlone_HasSaidOneThing()
    {
        await using var one = await JoinAsync(_realtime, "u1");
        await using var two = await JoinAsync(_realtime, "u2");
        await one.PushAsync("realtime:room", "presence", new { @event = "track", payload = new { } }, "1");
        await one.PushAsync("realtime:room", "broadcast", new { @event = "tick", payload = new { } }, "1");
        await two.WaitAsync(message => message.Event == "broadcast");
        Assert.Equal(1, Metrics(_realtime).PacketsSent);

        // The control: with somebody to hear it, it does say things.
        await using var second = await StartServerAsync();
        await TestRealtime.UntilAsync(() => _realtime.Health.Peers == 1 && Metrics(_realtime).PacketsSent > 1);
    }

    [Fact] // [RT64]
    public async Task AServerThatFallsSilent_TakesItsClientsWithIt_InOneDifference()
    {
        await using var impatient = await StartServerAsync(timeoutSeconds: 1);
        await using var watcher = await JoinAsync(impatient, "watcher");
        await using var ghost = await Ghost.StartAsync(_database);
        await ghost.SayAsync(
            new PeerRecord.StateStart(), Shown("u1", "r1"), Shown("u2", "r2"), Shown("u2", "r3"), new PeerRecord.StateEnd());
        await CrossingTests.UntilPresentAsync(watcher, "u1", "u2", "u2");
        Assert.Single(watcher.All, message => message.Event == "presence_diff");

        await CrossingTests.UntilPresentAsync(watcher);
        Assert.Equal(2, watcher.All.Count(message => message.Event == "presence_diff"));

        // It was only slow: it is met anew.
        await ghost.SayAsync(new PeerRecord.StateStart(), Shown("u1", "r1"), new PeerRecord.StateEnd());
        await CrossingTests.UntilPresentAsync(watcher, "u1");
    }

    [Fact] // [RT64]
    public async Task WhatWasMissed_IsAskedForAnew()
    {
        await using var watcher = await JoinAsync(_realtime, "watcher");
        await using var ghost = await Ghost.StartAsync(_database);
        await ghost.SayAsync(new PeerRecord.StateStart(), Shown("u1", "r1"), Shown("u2", "r2"), new PeerRecord.StateEnd());
        await CrossingTests.UntilPresentAsync(watcher, "u1", "u2");
        var told = Metrics(_realtime).PacketsSent;

        // That u1 left and u3 came was lost on the way.
        ghost.Lose();
        await ghost.SayAsync(new PeerRecord.Beat());
        await TestRealtime.UntilAsync(() => Metrics(_realtime).PacketsSent > told);
        await ghost.SayAsync(new PeerRecord.StateStart(), Shown("u3", "r3"), Shown("u2", "r2"), new PeerRecord.StateEnd());
        await CrossingTests.UntilPresentAsync(watcher, "u2", "u3");
    }

    [Fact] // [RT65]
    public async Task WhatIsNotFromAServer_IsNotHeard()
    {
        await using var watcher = await JoinAsync(_realtime, "watcher");
        await using var server = await Ghost.StartAsync(_database);
        await using var forger = await Ghost.StartAsync(_database, knowsKey: false);
        await forger.SayAsync(Said("forged"));
        await forger.SayAgainAsync(["", "no base64!", Convert.ToBase64String(new byte[200])]);

        // Overheard and said again, by another and by itself.
        var overheard = await server.SayAsync(Said("once"));
        await forger.SayAgainAsync(overheard);
        await server.SayAgainAsync(overheard);

        // Changed on the way.
        var bytes = Convert.FromBase64String((await server.SayAsync(Said("twice")))[0]);
        bytes[16] += 1;
        await server.SayAgainAsync([Convert.ToBase64String(bytes)]);

        await server.SayAsync(Said("last"));
        await watcher.WaitAsync(message => (string?)message.Payload?["event"] == "last");
        Assert.Equal(
            ["once", "twice", "last"],
            watcher.All.Where(message => message.Event == "broadcast").Select(message => (string)message.Payload!["event"]!));
        Assert.Equal(1, _realtime.Health.Peers);
    }

    [Theory] // [RT65]
    [InlineData("anon")]
    [InlineData("authenticated")]
    [InlineData("service_role")]
    public async Task TheServersKey_IsForTheirOwnRoleOnly(string role)
    {
        Assert.Equal(32L, await _database.ScalarAsync<long>("select length(key)::bigint from portalchat.server_key"));
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => _database.ExecuteAsync($"set local role {role}; select key from portalchat.server_key"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact] // [RT65]
    public async Task WhatServersSay_CannotBeReadOnTheWay()
    {
        await using var overhearing = new NpgsqlConnection(_database.AuthenticatorConnectionString);
        await overhearing.OpenAsync();
        var heard = new List<string>();
        overhearing.Notification += (_, said) => heard.Add(said.Payload);
        await using (var listen = new NpgsqlCommand($"listen {ClusterLink.Channel}", overhearing))
        {
            await listen.ExecuteNonQueryAsync();
        }

        await using var ghost = await Ghost.StartAsync(_database);
        await ghost.SayAsync(Said("a name to look for"));
        while (heard.Count == 0)
        {
            await overhearing.WaitAsync(30_000);
        }

        Assert.DoesNotContain("a name to look for", Encoding.UTF8.GetString(Convert.FromBase64String(heard[0])));
    }

    [Fact] // [RT66]
    public async Task TheConnectionsDying_StopTheCrossingOnly_AndEverythingIsToldAfterwards()
    {
        await using var second = await StartServerAsync();
        await TestRealtime.UntilAsync(() => _realtime.Health.Peers == 1 && second.Health.Peers == 1);
        await using var near = await JoinAsync(_realtime, "near");
        await using var far = await JoinAsync(second, "far");
        await TrackAsync(near);
        await CrossingTests.UntilPresentAsync(far, "near");

        for (var round = 0; round < 3; round++)
        {
            await SuperuserAsync(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                + "where application_name = 'portalchat realtime servers' and datname = current_database()");

            // Here it goes on, whatever is with the link; and who comes meanwhile is seen over there afterwards.
            await using var other = await JoinAsync(_realtime, $"other{round}");
            await TrackAsync(other);
            await near.PushAsync("realtime:room", "broadcast", new { @event = $"here {round}", payload = new { } }, "1");
            await other.WaitAsync(message => (string?)message.Payload?["event"] == $"here {round}");
            await CrossingTests.UntilPresentAsync(far, "near", $"other{round}");
            await TestRealtime.UntilAsync(() => _realtime.Health.PeersTrouble is null && second.Health.PeersTrouble is null);
        }

        await CrossingTests.UntilPresentAsync(far, "near");
        await near.PushAsync("realtime:room", "broadcast", new { @event = "across", payload = new { } }, "1");
        await far.WaitAsync(message => (string?)message.Payload?["event"] == "across");
        Assert.DoesNotContain(far.All.Concat(near.All), message => message.Event == "phx_error");
    }

    [Fact] // [RT66]
    public async Task WithoutAKey_TheServerWorksAlone_AndTheReasonIsKnown()
    {
        await using var bare = await postgres.CreateDatabaseWithoutMigrationsAsync();
        await using var realtime = await TestRealtime.StartAsync(bare);
        await TestRealtime.UntilAsync(
            () => realtime.Health.PeersTrouble?.StartsWith("The servers' key cannot be read: ", StringComparison.Ordinal) == true);
        await using var one = await JoinAsync(realtime, "u1");
        await using var two = await JoinAsync(realtime, "u2");
        await one.PushAsync("realtime:room", "broadcast", new { @event = "tick", payload = new { } }, "1");
        await two.WaitAsync(message => message.Event == "broadcast");
    }

    private static PeerRecord.Shown Shown(string key, string reference)
    {
        var json = Encoding.UTF8.GetBytes($"{{\"phx_ref\":\"{reference}\"}}");
        return new PeerRecord.Shown(Room, new PresenceMeta(key, reference, "", json), Replaces: null);
    }

    private static PeerRecord.Said Said(string name) => new(Room, new UserBroadcast(name, "{}"u8.ToArray(), IsJson: true));

    private static ClusterMetrics Metrics(TestRealtime server) => server.Services.GetRequiredService<ClusterMetrics>();

    private static async Task TrackAsync(TestClient client) => await client.ReplyAsync(await client.PushAsync(
        "realtime:room", "presence", new { @event = "track", payload = new { } }, "1"));

    private static async Task<TestClient> JoinAsync(TestRealtime server, string key)
    {
        var client = await server.ConnectAsync();
        await client.JoinAsync("room", new { presence = new { key, enabled = true } });
        return client;
    }

    private async Task<TestRealtime> StartServerAsync(int timeoutSeconds = 30)
    {
        var server = await TestRealtime.StartAsync(_database, options => options with
        {
            PeerHeartbeat = TimeSpan.FromMilliseconds(200),
            PeerTimeout = TimeSpan.FromSeconds(timeoutSeconds),
        });
        await TestRealtime.UntilAsync(() => server.Health.PeersTrouble is null && Metrics(server).PacketsSent > 0);
        return server;
    }

    private async Task SuperuserAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
