using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Wal;

/// <summary>A server that reads the write-ahead log from a standby.</summary>
public sealed class StandbyTests(StandbyTests.Standby standby) : IClassFixture<StandbyTests.Standby>, IAsyncLifetime
{
    private static readonly object AllChats = new { @event = "*", schema = "public", table = "chat_requests" };

    private PostgresPair _pair = standby.Pair;
    private TestRealtime _realtime = null!;
    private TestPerson _alice = null!;
    private TestPerson _bruno = null!;

    public async ValueTask InitializeAsync()
    {
        _realtime = await StartServerAsync(TimeSpan.FromSeconds(30));
        _alice = await _pair.Database.CreatePersonAsync("Alice");
        _bruno = await _pair.Database.CreatePersonAsync("Bruno");
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        if (_pair != standby.Pair)
        {
            await _pair.DisposeAsync();
        }
    }

    [Fact] // [RT54]
    public async Task Changes_AreReadFromTheStandby_AndShownToThoseWhomThePoliciesLetSee()
    {
        await using var alice = await ListenAsync(_alice);
        await using var bruno = await ListenAsync(_bruno);
        Assert.Equal(0L, await _pair.Database.ScalarAsync<long>("select count(*) from pg_replication_slots"));

        var ids = new List<string>();
        for (var number = 0; number < 20; number++)
        {
            var id = Guid.NewGuid();
            ids.Add(id.ToString());
            await _pair.Database.ExecuteAsync("insert into public.chat_requests (id, player_id) values ($1, $2)", id, _alice.Id);
            await _pair.Database.ExecuteAsync("update public.chat_requests set status = 'resolved' where id = $1", id);
        }

        await _pair.Database.ExecuteAsync("insert into public.chat_requests (player_id) values ($1)", _bruno.Id);
        await bruno.ChangeAsync();
        await alice.ChangeAsync(data => (string?)data["record"]!["id"] == ids[^1] && (string?)data["type"] == "UPDATE");
        Assert.Equal(
            ids, alice.Changes().Where(data => (string?)data["type"] == "INSERT").Select(data => (string)data["record"]!["id"]!));
        Assert.Single(bruno.Changes());
    }

    [Fact] // [RT54] [RT20]
    public async Task WhatCommitsAfterAJoin_WhileTheStandbyIsBehind_ComesLateAndNotNever()
    {
        await _pair.ExecuteOnStandbyAsync("select pg_wal_replay_pause()");
        await using var alice = await ListenAsync(_alice);
        await _pair.Database.ExecuteAsync("insert into public.chat_requests (player_id) values ($1)", _alice.Id);
        await alice.SettleAsync();
        Assert.Empty(alice.Changes());
        await _pair.ExecuteOnStandbyAsync("select pg_wal_replay_resume()");
        Assert.Equal("INSERT", (string?)(await alice.ChangeAsync()).Payload!["data"]!["type"]);
    }

    [Fact] // [RT54] [RT50]
    public async Task TheStandbyGoingAway_EndsTheListeners_WhoseNextJoinWaitsUntilItIsBack()
    {
        await using var alice = await ListenAsync(_alice);
        await _pair.StopStandbyAsync();
        await alice.WaitAsync(message => message.Event == "phx_error");
        await TestRealtime.UntilAsync(() => !_realtime.Health.IsStreaming);

        // What crosses between servers goes through the database, and so goes on.
        await alice.JoinAsync("talk");
        var join = alice.PushAsync(
            "realtime:chats", "phx_join",
            new { config = new { postgres_changes = new[] { AllChats } }, access_token = _realtime.Callers.TokenOf(_alice) });
        var reference = await join;
        await alice.SettleAsync();
        Assert.DoesNotContain(alice.All, message => message.Event == "phx_reply" && message.Ref == reference);

        await _pair.StartStandbyAsync();
        Assert.Equal("ok", (string?)(await alice.ReplyAsync(reference)).Payload!["status"]);
        await _pair.Database.ExecuteAsync("insert into public.chat_requests (player_id) values ($1)", _alice.Id);
        await alice.ChangeAsync();
    }

    [Fact] // [RT55]
    public async Task AStandbyThatStopsFollowing_IsGivenUp_UntilItHasCaughtUp()
    {
        await using var impatient = await StartServerAsync(TimeSpan.FromSeconds(1));
        await using var alice = await ListenAsync(_alice, impatient);
        await _pair.ExecuteOnStandbyAsync("select pg_wal_replay_pause()");
        await _pair.Database.ExecuteAsync("insert into public.chat_requests (player_id) values ($1)", _alice.Id);
        await alice.WaitAsync(message => message.Event == "phx_error");
        await TestRealtime.UntilAsync(
            () => impatient.Health.Trouble == "The standby is more than 1 seconds behind the database.");

        await _pair.ExecuteOnStandbyAsync("select pg_wal_replay_resume()");
        await TestRealtime.UntilAsync(() => impatient.Health.IsStreaming);
    }

    [Fact] // [RT55]
    public async Task AStandbyThatIsPromoted_IsGivenUp()
    {
        // A pair of its own, since there is no way back.
        _pair = await PostgresPair.StartAsync();
        await using var impatient = await StartServerAsync(TimeSpan.FromSeconds(1));
        await using var alice = await ListenAsync(_alice, impatient);
        await _pair.ExecuteOnStandbyAsync("select pg_promote()");
        await alice.WaitAsync(message => message.Event == "phx_error");
        await TestRealtime.UntilAsync(
            () => impatient.Health.Trouble == "The standby does not follow the database any more: it has been promoted.");
    }

    private async Task<TestRealtime> StartServerAsync(TimeSpan maxStandbyDelay)
    {
        var server = await TestRealtime.StartAsync(_pair.Database, options => options with
        {
            WalConnectionString = _pair.StandbyConnectionString,
            MaxStandbyDelay = maxStandbyDelay,
            JoinTimeout = TimeSpan.FromSeconds(60),
        });
        await TestRealtime.UntilAsync(() => server.Health.IsStreaming);
        return server;
    }

    private async Task<TestClient> ListenAsync(TestPerson person, TestRealtime? server = null)
    {
        server ??= _realtime;
        var client = await server.ConnectAsync();
        await client.ListenAsync("chats", server.Callers.TokenOf(person), AllChats);
        return client;
    }

    /// <summary>One pair for all tests of the class.</summary>
    public sealed class Standby : IAsyncLifetime
    {
        internal PostgresPair Pair { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Pair = await PostgresPair.StartAsync();

        public ValueTask DisposeAsync() => Pair.DisposeAsync();
    }
}
