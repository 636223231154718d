using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Database.Sessions.Sharing;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Sessions.Sharing;

/// <summary>[RE8] Several callers in one transaction: each as himself, and none at another's cost.</summary>
public sealed class SharedTransactionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly RefusedCallers _refused = new(TimeProvider.System);
    private TestDatabase _database = null!;
    private SharedTransaction _transaction = null!;
    private TestPerson _alice = null!;
    private TestPerson _bob = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        await _database.ExecuteAsync("""
            create table public.notes (
              body text primary key, writer uuid default auth.uid(), role text default current_user,
              setting text default nullif(current_setting('app.mine', true), ''), transaction xid8 default pg_current_xact_id());
            alter table public.notes enable row level security;
            create policy own on public.notes for all to authenticated using (writer = auth.uid()) with check (body <> 'forbidden');
            grant insert, select on public.notes to authenticated;
            """);
        _transaction = new SharedTransaction(
            new WarmConnections(_database.Authenticator), new StatementPreparer(), _refused, "requests");
        _alice = await _database.CreatePersonAsync("Alice");
        _bob = await _database.CreatePersonAsync("Bob");
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Run_GivesEachHisOwnRightsAndAnswer()
    {
        var (first, second) = (Insert(_alice, "from Alice"), Insert(_bob, "from Bob"));

        await _transaction.RunAsync([first, second]);

        Assert.Equal($"from Alice {_alice.Id} authenticated", (await first.End).Value);
        Assert.Equal($"from Bob {_bob.Id} authenticated", (await second.End).Value);
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(distinct transaction) from public.notes"));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Run_LeavesNoSettingForTheNext(string isLocal)
    {
        await _database.ExecuteAsync($"""
            create function public.set_mine() returns trigger language plpgsql as $$
            begin
              if new.body = 'sets' then
                perform set_config('app.mine', 'secret', {isLocal}), set_config('search_path', 'pg_temp', {isLocal});
              end if;
              return new;
            end $$;
            create trigger set_mine before insert on public.notes for each row execute function public.set_mine();
            """);

        await _transaction.RunAsync([Insert(_alice, "sets"), Insert(_bob, "after")]);

        Assert.Equal(2, await _database.ScalarAsync<long>("select count(*) from public.notes"));
        Assert.Null(await _database.ScalarAsync<string>("select setting from public.notes where body = 'after'"));
    }

    [Theory]
    [InlineData("forbidden")]
    [InlineData("there")]
    public async Task Run_WhereOneIsRefused_UndoesAll_AndEachRunsAlone(string refused)
    {
        await _database.ExecuteAsync("insert into public.notes (body) values ('there')");
        var (before, bad, after) = (Insert(_alice, "before"), Insert(_bob, refused), Insert(_alice, "after"));

        await _transaction.RunAsync([before, bad, after]);

        Assert.All([await before.End, await bad.End, await after.End], answer => Assert.False(answer.HasRun));
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from public.notes"));
        Assert.True(_refused.Contains(_bob.Caller));
        Assert.False(_refused.Contains(_alice.Caller));
    }

    [Fact]
    public async Task Run_OneByItself_IsToldItsOwnRefusal()
    {
        var bad = Insert(_bob, "forbidden");

        await _transaction.RunAsync([bad]);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => bad.End);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        Assert.False(_refused.Contains(_bob.Caller));
    }

    [Fact]
    public async Task Run_BehindALock_LetsGoOfTheOthers()
    {
        await using var holder = await _database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var lockTransaction = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("insert into public.notes (body) values ('held')", holder, lockTransaction))
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var (free, blocked) = (Insert(_alice, "free"), Insert(_bob, "held"));

        await _transaction.RunAsync([free, blocked]);
        await _transaction.RunAsync([Insert(_alice, "free again")]);

        Assert.False((await free.End).HasRun);
        Assert.False((await blocked.End).HasRun);
        Assert.True(_refused.Contains(_bob.Caller));
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from public.notes where body = 'free again'"));
    }

    [Fact]
    public async Task Run_WhoseConnectionIsCut_TellsEach_AndTheNextWorks()
    {
        await _transaction.RunAsync([Insert(_alice, "opens the connection")]);
        await _database.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'authenticator' and datname = current_database()");
        var (first, second) = (Insert(_alice, "a"), Insert(_bob, "b"));

        await _transaction.RunAsync([first, second]);
        await _transaction.RunAsync([Insert(_alice, "c")]);

        foreach (var lost in new[] { first, second })
            Assert.True(CallerSessions.IsLost(await Assert.ThrowsAnyAsync<NpgsqlException>(() => lost.End)));
        Assert.Equal(1, await _database.ScalarAsync<long>("select count(*) from public.notes where body in ('a', 'b', 'c')"));
    }

    [Fact]
    public async Task Run_WithAnAnswerThatCannotBeRead_StillWritesAndAnswersTheOthers()
    {
        var unreadable = Insert(_alice, "unreadable", _ => throw new InvalidOperationException("no"));
        var fine = Insert(_bob, "fine");

        await _transaction.RunAsync([unreadable, fine]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => unreadable.End);
        Assert.True((await fine.End).HasRun);
        Assert.Equal(2, await _database.ScalarAsync<long>("select count(*) from public.notes"));
    }

    private static SharedWrite<string> Insert(TestPerson person, string body, Func<NpgsqlDataReader, string>? read = null) => new(
        person.Caller,
        new SessionSettings { SharesAs = person.Id },
        new NpgsqlBatchCommand("insert into public.notes (body) values ($1) returning body || ' ' || writer || ' ' || role")
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = body } },
        },
        async (reader, token) =>
        {
            await reader.ReadAsync(token);
            return read is null ? reader.GetString(0) : read(reader);
        },
        TestContext.Current.CancellationToken);
}
