using Microsoft.Extensions.DependencyInjection;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Realtime.Wal;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Wal;

/// <summary>
/// By its version the reader of the log knows whether to read a table anew: it must be another one after whatever changes
/// what is read, and the same after what Postgres does by itself.
/// </summary>
public sealed class TableVersionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
        await _database.ExecuteAsync(
            """
            create type public.mood as enum ('calm', 'angry');
            create type public.place as (x int);
            create domain public.word as text;
            create table public.rows (
              id int primary key, owner uuid, word text, mood public.mood, moods public.mood[], place public.place, said public.word);
            alter table public.rows enable row level security;
            create function public.is_open(word text) returns boolean language sql as $$ select word = 'open' $$;
            create policy own on public.rows for select to authenticated using (owner = auth.uid() or public.is_open(word));
            create table public.others (id int primary key);
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory] // [RT22]
    [InlineData("alter policy own on public.rows using (true)")]
    [InlineData("alter policy own on public.rows to anon")]
    [InlineData("create policy other on public.rows for select using (true)")]
    [InlineData("drop policy own on public.rows")]
    [InlineData("alter table public.rows disable row level security")]
    [InlineData("alter table public.rows force row level security")]
    [InlineData("create schema elsewhere; alter table public.rows set schema elsewhere")]
    [InlineData("grant select on public.rows to authenticated")]
    [InlineData("grant select (word) on public.rows to authenticated")]
    [InlineData("grant usage on schema public to supabase_auth_admin")]
    [InlineData("alter table public.rows drop constraint rows_pkey")]
    [InlineData("alter table public.rows rename column word to words")]
    [InlineData("alter table public.rows add column more int")]
    [InlineData("alter table public.rows drop column mood")]
    [InlineData("alter table public.rows alter column said type varchar(10)")]
    [InlineData("alter table public.rows rename to lines")]
    [InlineData("alter table public.rows replica identity full")]
    [InlineData("alter type public.mood add value 'glad'")]
    [InlineData("alter type public.mood rename value 'calm' to 'cool'")]
    [InlineData("alter type public.mood rename to temper")]
    [InlineData("alter type public.place add attribute y int")]
    [InlineData("alter domain public.word rename to saying")]
    [InlineData("create or replace function public.is_open(word text) returns boolean language sql as $$ select true $$")]
    public async Task IsAnother_AfterAnAlteration(string alteration)
    {
        var before = await VersionAsync();

        await _database.ExecuteAsync(alteration);

        Assert.NotEqual(before, await VersionAsync());
    }

    [Theory] // [RT22]
    [InlineData("vacuum analyze public.rows")]
    [InlineData("vacuum freeze public.rows")]
    [InlineData("vacuum analyze")]
    [InlineData("vacuum freeze pg_catalog.pg_class")]
    [InlineData("insert into public.rows select generate_series(1, 2000); delete from public.rows")]
    [InlineData("alter table public.others add column more int")]
    [InlineData("create function public.is_another(word text) returns boolean language sql as $$ select true $$")]
    public async Task IsTheSame_AfterWhatConcernsItNot(string statement)
    {
        await _database.ExecuteAsync("insert into public.rows select generate_series(10001, 12000)");
        await _database.ExecuteAsync("delete from public.rows where id < 11000");
        var before = await VersionAsync();

        await _database.ExecuteAsync(statement);

        Assert.Equal(before, await VersionAsync());
    }

    [Fact]
    public async Task IsNull_OfATableThatIsGone()
    {
        var tables = _realtime.Services.GetRequiredService<TableCatalog>();

        Assert.Null(await tables.VersionAsync(1, [], TestContext.Current.CancellationToken));
    }

    private async Task<string> VersionAsync()
    {
        var tables = _realtime.Services.GetRequiredService<TableCatalog>();
        var (table, function) = (
            await _database.ScalarAsync<uint>("select max(oid) from pg_class where relname in ('rows', 'lines') and relkind = 'r'"),
            await _database.ScalarAsync<uint>("select 'public.is_open'::regproc::oid"));
        return Assert.IsType<string>(await tables.VersionAsync(table, [function], TestContext.Current.CancellationToken));
    }
}
