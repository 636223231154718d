using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Changes;

/// <summary>[RT28]: a filter lets through exactly what the same condition in SQL does.</summary>
public sealed class FilterTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
        await _database.ExecuteAsync(
            """
            create type public.size as enum ('small', 'medium', 'large');
            create table public.things (
              id int primary key, n int, big bigint, price numeric, ratio double precision, word text, size public.size,
              flag boolean, at timestamptz, day date, owner uuid
            );
            grant select on public.things to authenticated;
            alter publication supabase_realtime add table public.things;
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    public static TheoryData<string, string> Filters { get; } = new()
    {
        { "n=eq.3", "n = 3" },
        { "n=eq.03", "n = 3" },
        { "n=neq.3", "n <> 3" },
        { "n=not.eq.3", "not n = 3" },
        { "n=lt.10", "n < 10" },
        { "n=lte.10", "n <= 10" },
        { "n=gt.2", "n > 2" },
        { "n=gte.10,n=lt.100", "n >= 10 and n < 100" },
        { "n=in.(1,3,10)", "n in (1, 3, 10)" },
        { "n=not.in.(1,3)", "n not in (1, 3)" },
        { "n=is.null", "n is null" },
        { "n=not.is.null", "n is not null" },
        { "n=isdistinct.3", "n is distinct from 3" },
        { "n=not.isdistinct.3", "n is not distinct from 3" },
        { "big=gt.9007199254740993", "big > 9007199254740993" },
        { "price=eq.1.5", "price = 1.5" },
        { "price=gt.1.49999999999999999999", "price > 1.49999999999999999999" },
        { "price=lt.-0.5", "price < -0.5" },
        { "ratio=gte.1e-3", "ratio >= 1e-3" },
        { "word=eq.", "word = ''" },
        { "word=eq.\"a,b\"", "word = 'a,b'" },
        { "word=in.(\"a,b\",c)", "word in ('a,b', 'c')" },
        { "word=like.a%", "word like 'a%'" },
        { "word=ilike.A_B", "word ilike 'A_B'" },
        { "word=like.50\\%", "word like '50\\%'" },
        { "word=match.^[ab]", "word ~ '^[ab]'" },
        { "word=imatch.B$", "word ~* 'B$'" },
        { "word=not.like.a%", "word not like 'a%'" },
        { "size=eq.large", "size = 'large'" },
        { "size=gt.small", "size > 'small'" },
        { "size=in.(small,large)", "size in ('small', 'large')" },
        { "flag=is.true", "flag is true" },
        { "flag=not.is.true", "flag is not true" },
        { "flag=is.unknown", "flag is unknown" },
        { "flag=eq.true", "flag = true" },
        { "at=gt.2026-01-01T00:00:00+02:00", "at > '2026-01-01T00:00:00+02:00'" },
        { "at=lte.2026-01-01T00:00:00.5Z", "at <= '2026-01-01T00:00:00.5Z'" },
        { "day=eq.2026-1-2", "day = '2026-1-2'" },
        { "owner=eq.6B7AC0DE-0000-4000-8000-000000000001", "owner = '6b7ac0de-0000-4000-8000-000000000001'" },
    };

    [Fact]
    public async Task EveryFilter_LetsThroughWhatTheSameConditionInSqlDoes()
    {
        var person = await _database.CreatePersonAsync("Alice");
        var token = _realtime.Callers.TokenOf(person);
        await using var client = await _realtime.ConnectAsync();
        foreach (var row in Filters)
        {
            var (filter, sql) = row.Data;
            await client.ListenAsync(filter, token, new { @event = "INSERT", schema = "public", table = "things", filter });
        }

        await client.ListenAsync("all", token, new { @event = "INSERT", schema = "public", table = "things" });
        await _database.ExecuteAsync(
            """
            insert into public.things
            select row_number() over (), n, 9007199254740992 + coalesce(n, 0), (n - 2) * 0.75, n / 1000.0, word,
              (array['small', 'medium', 'large'])[1 + coalesce(n, 0) % 3]::public.size,
              (array[true, false, null])[1 + coalesce(n, 0) % 3],
              timestamptz '2025-12-31 22:00:00Z' + n * interval '30 minutes' + interval '0.5 s',
              date '2026-01-01' + n, case when n = 3 then '6b7ac0de-0000-4000-8000-000000000001'::uuid end
            from unnest(array[null, 0, 1, 2, 3, 4, 9, 10, 11, 100, 101]) n,
              unnest(array[null, '', 'a', 'ab', 'a,b', 'b', 'AxB', 'c', '50%', '500', E'a\nb']) word
            """);
        var last = await _database.ScalarAsync<int>("select max(id) from public.things");
        await client.WaitAsync(m => m.Event == "postgres_changes" && m.Topic == "realtime:all" && Id(m) == last);

        var got = client.All.Where(m => m.Event == "postgres_changes").ToLookup(m => m.Topic, Id);
        foreach (var row in Filters)
        {
            var (filter, sql) = row.Data;
            var expected = await _database.ScalarAsync<int[]>(
                $"select coalesce(array_agg(id order by id), array[]::int[]) from public.things where {sql}");
            Assert.True(expected!.SequenceEqual(got[$"realtime:{filter}"]),
                $"{filter}: {got[$"realtime:{filter}"].Count()} rows where SQL has {expected!.Length}");
            Assert.NotEmpty(expected!);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a=")]
    [InlineData("a=eq")]
    [InlineData("=eq.1")]
    [InlineData("a=nope.1")]
    [InlineData("a=is.maybe")]
    [InlineData("a=in.1,2")]
    [InlineData("a=in.(1,2")]
    [InlineData("a=in.()x")]
    [InlineData("a=eq.1,")]
    [InlineData("a=eq.1,b")]
    [InlineData("a=eq.\"open")]
    [InlineData("a=eq.\"x\"y")]
    public void Parse_WhatIsNoFilter_IsRefused(string text) => Assert.False(FilterParser.TryParse(text, out _));

    private static int Id(Received message) => (int)message.Payload!["data"]!["record"]!["id"]!;
}
