using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Wal;

/// <summary>What happens when the write-ahead log cannot be followed.</summary>
public sealed class WalLossTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string EndStreams =
        "select pg_terminate_backend(active_pid) from pg_replication_slots where database = current_database()";

    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;
    private TestPerson _alice = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
        _alice = await _database.CreatePersonAsync("Alice");
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact] // [RT50] [RT51]
    public async Task TheStreamLost_EndsTheListeners_WhoJoinAgainAndSeeWhatComes()
    {
        await using var client = await _realtime.ConnectAsync();
        var token = _realtime.Callers.TokenOf(_alice);
        var all = new { @event = "*", schema = "public", table = "chat_requests" };
        await client.ListenAsync("chats", token, all);
        await client.JoinAsync("talk");
        Assert.True(_realtime.Health.IsStreaming);
        Assert.Equal(1, _realtime.Health.Subscriptions);

        await SuperuserAsync(EndStreams);
        var error = await client.WaitAsync(message => message.Event == "phx_error");
        Assert.Equal("realtime:chats", error.Topic);

        // The join waits until the log is followed again; from its answer on, nothing is missed.
        await client.ListenAsync("chats", token, all);
        await _database.ExecuteAsync("insert into public.chat_requests (player_id) values ($1)", _alice.Id);
        await client.ChangeAsync();
        Assert.DoesNotContain(client.All, message => message.Event == "phx_error" && message.Topic == "realtime:talk");
        Assert.Null(_realtime.Health.Trouble);
    }

    [Fact] // [RT29]
    public async Task TheConnectionsThatAskPoliciesDying_LosesNoChange()
    {
        await using var client = await _realtime.ConnectAsync();
        await client.ListenAsync(
            "chats", _realtime.Callers.TokenOf(_alice), new { @event = "*", schema = "public", table = "chat_requests" });
        var id = Guid.NewGuid();
        await _database.ExecuteAsync("insert into public.chat_requests (id, player_id) values ($1, $2)", id, _alice.Id);
        await client.ChangeAsync();
        await SuperuserAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            + "where usename = 'authenticator' and datname = current_database()");
        await _database.ExecuteAsync(
            """
            insert into public.chat_messages (chat_request_id, player_id, sender_id, sender_type, message_text)
            values ($1, $2, $2, 'player', 'Hello')
            """,
            id, _alice.Id);
        await client.ChangeAsync(data => (string?)data["type"] == "UPDATE");
        Assert.DoesNotContain(client.All, message => message.Event == "phx_error");
    }

    [Fact] // [RT51] [RT52]
    public async Task WhileTheLogCannotBeRead_JoinsWithBindingsWaitAndAreRefused_TheRestWorks()
    {
        // The role that requests log in as may not replicate.
        var server = await postgres.StartAsync();
        await using var realtime = await TestRealtime.StartAsync(_database, options => options with
        {
            ReplicationConnectionString = server.Authenticator(_database.Name),
            JoinTimeout = TimeSpan.FromMilliseconds(200),
        });
        await using var client = await realtime.ConnectAsync();
        var refused = await client.JoinAsync(
            "chats",
            new { postgres_changes = new[] { new { @event = "*", schema = "public", table = "chat_requests" } } },
            realtime.Callers.TokenOf(_alice));
        Assert.StartsWith("PostgresChangesSubscribeTimeout: ", (string?)refused.Payload!["response"]!["reason"]);
        Assert.Equal("ok", (string?)(await client.JoinAsync("talk")).Payload!["status"]);
        await TestRealtime.UntilAsync(() => realtime.Health.Trouble?.Contains("42501", StringComparison.Ordinal) == true);
        Assert.False(realtime.Health.IsStreaming);
    }

    [Fact] // [RT52]
    public async Task WithoutThePublication_BindingsCannotWork_TheRestDoes_AndTheReasonIsKnown()
    {
        await _database.ExecuteAsync("alter publication supabase_realtime rename to elsewhere");
        await using var realtime = await TestRealtime.StartAsync(
            _database, options => options with { JoinTimeout = TimeSpan.FromMilliseconds(200) });
        await using var client = await realtime.ConnectAsync();
        var other = await client.JoinAsync("talk");
        Assert.Equal("ok", (string?)other.Payload!["status"]);
        await client.JoinAsync("chats", new { postgres_changes = new[] { new { @event = "*", schema = "public", table = "chat_requests" } } },
            realtime.Callers.TokenOf(_alice));
        var system = await client.WaitAsync(message => message.Event == "system");
        Assert.Equal("error", (string?)system.Payload!["status"]);
        await TestRealtime.UntilAsync(
            () => realtime.Health.Trouble == "The publication supabase_realtime does not exist.");
        Assert.False(realtime.Health.IsStreaming);
    }

    [Fact] // [RT20]
    public async Task Joins_InTheMidstOfWriting_MissNothingThatCommitsAfterTheirReply()
    {
        await _database.ExecuteAsync(
            """
            create table public.ticks (id bigint generated always as identity primary key);
            alter publication supabase_realtime add table public.ticks;
            """);
        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await _database.ExecuteAsync("insert into public.ticks default values");
                await Task.Delay(1);
            }
        })));

        var token = _realtime.Callers.TokenOf(_alice);
        for (var round = 0; round < 5; round++)
        {
            await using var client = await _realtime.ConnectAsync();
            await client.ListenAsync("ticks", token, new { @event = "INSERT", schema = "public", table = "ticks" });

            // What a client does after a join: pull. Whatever the pull does not have must come.
            var pulled = (await _database.ScalarAsync<long[]>("select array_agg(id) from public.ticks"))!.ToHashSet();
            var later = await _database.ScalarAsync<long>("insert into public.ticks default values returning id");
            await client.ChangeAsync(data => (long)data["record"]!["id"]! == later);
            var known = await _database.ScalarAsync<long[]>(
                "select array_agg(id) from public.ticks where xmin::text::bigint < (select xmin::text::bigint from public.ticks where id = $1)",
                later);
            await TestRealtime.UntilAsync(() =>
            {
                var seen = client.Changes().Select(data => (long)data["record"]!["id"]!).ToHashSet();
                return known!.All(id => pulled.Contains(id) || seen.Contains(id));
            });
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact] // [RT20]
    public async Task ChangesOfSeveralWriters_ReachEveryListenerOnceAndInOneOrder()
    {
        const int Each = 60;
        await _database.ExecuteAsync(
            """
            create table public.steps (id bigint generated always as identity primary key, writer int, n int);
            alter table public.steps enable row level security;
            create policy all_rows on public.steps for select to authenticated using (true);
            alter publication supabase_realtime add table public.steps;
            """);
        var binding = new { @event = "INSERT", schema = "public", table = "steps" };
        await using var one = await _realtime.ConnectAsync();
        await using var two = await _realtime.ConnectAsync();
        await one.ListenAsync("steps", _realtime.Callers.TokenOf(_alice), binding);
        await two.ListenAsync("steps", _realtime.Callers.TokenOf(await _database.CreatePersonAsync("Bruno")), binding);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < Each; n++)
            {
                await _database.ExecuteAsync("insert into public.steps (writer, n) values ($1, $2)", writer, n);
            }
        })));
        await TestRealtime.UntilAsync(() => Steps(one).Count >= 4 * Each && Steps(two).Count >= 4 * Each);
        Assert.Equal(Steps(one), Steps(two));
        for (var writer = 0; writer < 4; writer++)
        {
            Assert.Equal(Enumerable.Range(0, Each), Steps(one).Where(step => step.Writer == writer).Select(step => step.N));
        }
    }

    private static List<(int Writer, int N)> Steps(TestClient client) =>
        [.. client.Changes().Select(data => ((int)data["record"]!["writer"]!, (int)data["record"]!["n"]!))];

    private async Task SuperuserAsync(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(_database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
