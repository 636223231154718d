using System.Text.Json.Nodes;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Changes;

/// <summary>What a change looks like, on tables made for it.</summary>
public sealed class TableChangesTests(PostgresFixture postgres) : IAsyncLifetime
{
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

    [Fact] // [RT24]
    public async Task Record_OfManyTypes_IsWhatToJsonGives()
    {
        await _database.ExecuteAsync(
            """
            create type public.mood as enum ('calm', 'busy');
            create type public.spot as (x int, label text, tags text[]);
            create domain public.score as numeric check (value >= 0);
            create table public.samples (
              id bigint primary key, flag boolean, small smallint, whole integer, exact numeric, single real, double double precision,
              word text, code varchar(10), fixed char(4), day date, at timestamp, at_zone timestamptz, hour time, span interval,
              id2 uuid, raw bytea, doc json, docb jsonb, mood public.mood, moods public.mood[], words text[], grid int[][],
              flags boolean[], times timestamptz[], spot public.spot, spots public.spot[], points public.score, net inet,
              ranged int4range, docs jsonb[], nothing text
            );
            grant select on public.samples to authenticated;
            alter publication supabase_realtime add table public.samples;
            """);
        await using var alice = await ListenAsync("samples");
        await _database.ExecuteAsync(
            """
            insert into public.samples values
            (1, true, -3, 7, 12345678901234567890.0100, 1.5, 1e300, E'ä"\\ \n\t\u0001', 'ab', 'cd', '2026-02-03',
              '2026-02-03 04:05:06.789', '2026-02-03 04:05:06.7+02', '04:05:06', '1 day 02:03:00',
              '6b7ac0de-0000-4000-8000-000000000001', '\x00ff', '{"a": [1, null]}', '{"b": "\u00e9"}', 'busy', '{calm,busy}',
              '{"a,b","c\"d",NULL,"NULL",""}', '{{1,2},{3,NULL}}', '{t,f}', '{"2026-02-03 04:05:06+00"}',
              row(1, 'a,"b"', '{x,y}'), array[row(2, null, null)::public.spot], 4.50, '10.0.0.1', '[1,5)', array['{"q":1}']::jsonb[], null),
            (2, null, null, null, 'NaN', 'Infinity', '-Infinity', '', '', '', 'infinity', '-infinity', 'infinity', null, null,
              null, null, null, null, null, '{}', '{}', '{}', null, null, null, null, null, null, null, null, null)
            """);
        foreach (var id in new[] { 1, 2 })
        {
            var change = await alice.ChangeAsync(data => (int)data["record"]!["id"]! == id);
            var expected = await _database.ScalarAsync<string>(
                "set timezone to 'UTC'; select to_json(s)::text from public.samples s where id = " + id);
            Assert.Equal(
                JsonNode.Parse(expected!)!.ToJsonString(), change.Payload!["data"]!["record"]!.ToJsonString());
        }

        var data = alice.Changes().First();
        Assert.Equal("INSERT", (string?)data["type"]);
        Assert.Equal("public", (string?)data["schema"]);
        Assert.Equal("samples", (string?)data["table"]);
        Assert.Null(data["errors"]);
        Assert.False(data.AsObject().ContainsKey("old_record"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string?)data["commit_timestamp"]);
        Assert.Equal(
            await _database.ScalarAsync<string>(
                """
                select json_agg(json_build_object('name', attname, 'type', typname) order by attnum)::text
                from pg_attribute join pg_type t on t.oid = atttypid where attrelid = 'public.samples'::regclass and attnum > 0
                """) is { } columns ? JsonNode.Parse(columns)!.ToJsonString() : null,
            data["columns"]!.ToJsonString());
    }

    [Fact] // [RT24] [RT26]
    public async Task Update_KeepsLargeValuesThatItDidNotTouch_AndItsOldRecordIsTheKey()
    {
        await CreateAsync("notes", "id int primary key, body text, extra text");
        await _database.ExecuteAsync("alter table public.notes alter body set storage external");
        await _database.ExecuteAsync("insert into public.notes values (1, repeat('long ', 4000), 'a')");
        await using var alice = await ListenAsync("notes");
        await _database.ExecuteAsync("update public.notes set extra = 'b'");

        // The insert, from before she listened, may come too.
        var data = (await alice.ChangeAsync(each => (string)each["type"]! == "UPDATE")).Payload!["data"]!;
        Assert.Equal(20_000, ((string?)data["record"]!["body"])!.Length);
        Assert.Equal("b", (string?)data["record"]!["extra"]);
        Assert.Equal("""{"id":1}""", data["old_record"]!.ToJsonString());

        await _database.ExecuteAsync("update public.notes set id = 2");
        var moved = (await alice.ChangeAsync(each => (int)each["record"]!["id"]! == 2)).Payload!["data"]!;
        Assert.Equal("""{"id":1}""", moved["old_record"]!.ToJsonString());
    }

    [Fact] // [RT26]
    public async Task OldRecord_UnderReplicaIdentityFull_IsWholeWithoutPolicies_AndTheKeyWithThem()
    {
        await CreateAsync("open_notes", "id int primary key, body text");
        await CreateAsync("shut_notes", "id int primary key, body text");
        await _database.ExecuteAsync(
            """
            alter table public.open_notes replica identity full;
            alter table public.shut_notes replica identity full;
            alter table public.shut_notes enable row level security;
            create policy all_rows on public.shut_notes for select to authenticated using (true);
            insert into public.open_notes values (1, 'was');
            insert into public.shut_notes values (1, 'was');
            """);
        await using var open = await ListenAsync("open_notes");
        await using var shut = await ListenAsync("shut_notes");
        foreach (var table in new[] { "open_notes", "shut_notes" })
        {
            await _database.ExecuteAsync($"update public.{table} set body = 'is'");
        }

        // Who may see a row is asked of the row as it is: it must not be gone before.
        await open.ChangeAsync(data => (string?)data["type"] == "UPDATE");
        await shut.ChangeAsync(data => (string?)data["type"] == "UPDATE");
        await _database.ExecuteAsync("delete from public.open_notes; delete from public.shut_notes");
        await open.ChangeAsync(data => (string?)data["type"] == "DELETE");
        await shut.ChangeAsync(data => (string?)data["type"] == "DELETE");
        Assert.Equal(
            ["""{"id":1,"body":"was"}""", """{"id":1,"body":"is"}"""],
            OldRecords(open));
        Assert.Equal(["""{"id":1}""", """{"id":1}"""], OldRecords(shut));

        // The insert from before the join has none; it may still have been on its way.
        static IEnumerable<string> OldRecords(TestClient client) => client.Changes()
            .Where(data => (string?)data["type"] != "INSERT")
            .Select(data => data["old_record"]!.ToJsonString());
    }

    [Fact] // [RT25]
    public async Task Delete_GoesToAllWhoseFilterTheKeyMeets()
    {
        await CreateAsync("gone", "id int primary key, word text");
        await _database.ExecuteAsync(
            """
            alter table public.gone enable row level security;
            create policy no_row on public.gone for select to authenticated using (false);
            insert into public.gone values (1, 'a'), (2, 'a');
            """);
        await using var alice = await _realtime.ConnectAsync();
        var token = _realtime.Callers.TokenOf(_alice);
        await alice.ListenAsync("by-key", token, new { @event = "DELETE", schema = "public", table = "gone", filter = "id=eq.2" });
        await alice.ListenAsync("by-word", token, new { @event = "DELETE", schema = "public", table = "gone", filter = "word=eq.a" });
        await alice.ListenAsync("all", token, new { @event = "*", schema = "public", table = "gone" });
        await _database.ExecuteAsync("delete from public.gone where id = 1");
        await _database.ExecuteAsync("delete from public.gone where id = 2");
        await alice.WaitAsync(m => m.Event == "postgres_changes" && m.Topic == "realtime:all" && OldId(m) == 2);
        await alice.WaitAsync(m => m.Event == "postgres_changes" && m.Topic == "realtime:by-key");
        Assert.DoesNotContain(alice.All, m => m.Event == "postgres_changes" && m.Topic == "realtime:by-word");
        Assert.DoesNotContain(alice.All, m => m.Event == "postgres_changes" && m.Topic == "realtime:by-key" && OldId(m) == 1);
        Assert.False(alice.Changes().First().AsObject().ContainsKey("record"));
    }

    [Fact] // [RT23]
    public async Task Columns_ThatTheRoleMayNotSelect_AreLeftOut_AndCannotBeFilteredBy()
    {
        await CreateAsync("secrets", "id int primary key, shown text, hidden text", grant: "select (id, shown)");
        await using var alice = await ListenAsync("secrets");
        var token = _realtime.Callers.TokenOf(_alice);
        foreach (var binding in new object[]
        {
            new { @event = "*", schema = "public", table = "secrets", filter = "hidden=eq.x" },
            new { @event = "*", schema = "public", table = "secrets", select = new[] { "id", "hidden" } },
        })
        {
            var reply = await alice.JoinAsync("filtered", new { postgres_changes = new[] { binding } }, token);
            Assert.Equal("ok", (string?)reply.Payload!["status"]);
            var system = await alice.WaitAsync(m => m.Event == "system" && m.Topic == "realtime:filtered");
            Assert.Equal("error", (string?)system.Payload!["status"]);
            Assert.Contains("invalid column hidden", (string?)system.Payload["message"]);
        }

        await _database.ExecuteAsync("insert into public.secrets values (1, 'see', 'x')");
        var data = (await alice.ChangeAsync()).Payload!["data"]!;
        Assert.Equal("""{"id":1,"shown":"see"}""", data["record"]!.ToJsonString());

        // Grants count as they are when the change commits.
        await _database.ExecuteAsync("revoke all on public.secrets from authenticated; grant select (id) on public.secrets to authenticated");
        await _database.ExecuteAsync("insert into public.secrets values (2, 'see', 'x')");
        var later = (await alice.ChangeAsync(each => (int)each["record"]!["id"]! == 2)).Payload!["data"]!;
        Assert.Equal("""{"id":2}""", later["record"]!.ToJsonString());
    }

    [Fact] // [RT23]
    public async Task ARoleThatMayNotSelectTheTable_IsToldSo_AndSeesNothing()
    {
        await CreateAsync("staff_only", "id int primary key", grant: null);
        await CreateAsync("open_to_all", "id int primary key");
        await using var alice = await _realtime.ConnectAsync();
        await alice.JoinAsync("denied", Bindings("staff_only"), _realtime.Callers.TokenOf(_alice));
        var system = await alice.WaitAsync(message => message.Event == "system");
        Assert.Contains("role authenticated may not select from the table", (string?)system.Payload!["message"]);
        await alice.ListenAsync("allowed", _realtime.Callers.TokenOf(_alice), Binding("open_to_all"));
        await _database.ExecuteAsync("insert into public.staff_only values (1)");
        await _database.ExecuteAsync("insert into public.open_to_all values (1)");
        Assert.Equal("open_to_all", (string?)(await alice.ChangeAsync()).Payload!["data"]!["table"]);
    }

    [Fact] // [RT21]
    public async Task SeveralBindings_GiveOneFrameWithTheIdsThatMatch()
    {
        await CreateAsync("items", "id int primary key, kind text");
        await using var alice = await _realtime.ConnectAsync();
        var reply = await alice.ListenAsync(
            "items",
            _realtime.Callers.TokenOf(_alice),
            new { @event = "INSERT", schema = "public", table = "items" },
            new { @event = "UPDATE", schema = "public", table = "items" },
            new { @event = "*", schema = "public", table = "items", filter = "kind=eq.a" },
            new { @event = "INSERT", schema = "public", table = "items" },
            new { @event = "*", schema = "public" });
        var ids = reply.Payload!["response"]!["postgres_changes"]!.AsArray().Select(each => (int)each!["id"]!).ToList();
        Assert.Equal(ids[0], ids[3]);
        Assert.Equal(4, ids.Distinct().Count());
        await _database.ExecuteAsync("insert into public.items values (1, 'a')");
        await _database.ExecuteAsync("update public.items set kind = 'b'");
        await alice.ChangeAsync(data => (string?)data["type"] == "UPDATE");
        var frames = alice.All.Where(message => message.Event == "postgres_changes").ToList();
        Assert.Equal(2, frames.Count);
        Assert.Equal([ids[0], ids[2], ids[4]], Ids(frames[0]), Same);
        Assert.Equal([ids[1], ids[4]], Ids(frames[1]), Same);
    }

    [Fact] // [RT21]
    public async Task Select_LeavesOtherColumnsOut_ButNotTheKey()
    {
        await CreateAsync("wide", "id int primary key, a text, b text");
        await using var alice = await _realtime.ConnectAsync();
        await alice.ListenAsync("wide", _realtime.Callers.TokenOf(_alice),
            new { @event = "*", schema = "public", table = "wide", select = OnlyB });
        await _database.ExecuteAsync("insert into public.wide values (1, 'x', 'y')");
        Assert.Equal("""{"id":1,"b":"y"}""", (await alice.ChangeAsync()).Payload!["data"]!["record"]!.ToJsonString());
    }

    [Theory] // [RT21]
    [InlineData("nope", null, "Please check Realtime is enabled")]
    [InlineData("chat_requests", "nope=eq.1", "invalid column nope")]
    [InlineData("chat_requests", "status=eq.nope", "invalid input value for enum")]
    [InlineData("chat_requests", "nonsense", "Error parsing `filter` params: [\"nonsense\"]")]
    [InlineData("chat_requests", "subject=match.(a", "not a regular expression")]
    public async Task ABindingThatCannotWork_IsSaidInASystemMessage_AndTheJoinStands(string table, string? filter, string why)
    {
        await using var alice = await _realtime.ConnectAsync();
        var reply = await alice.JoinAsync(
            "odd",
            new { postgres_changes = new[] { new { @event = "*", schema = "public", table, filter } } },
            _realtime.Callers.TokenOf(_alice));
        Assert.Equal("ok", (string?)reply.Payload!["status"]);
        var system = await alice.WaitAsync(message => message.Event == "system");
        Assert.Equal(("postgres_changes", "error", "odd"),
            ((string?)system.Payload!["extension"], (string?)system.Payload["status"], (string?)system.Payload["channel"]));
        Assert.Contains(why, (string?)system.Payload["message"]);
    }

    [Fact] // [RT47]
    public async Task AClientThatInsists_IsRefusedWhereItsBindingsCannotWork_AndJoinedWhereTheyCan()
    {
        await using var alice = await _realtime.ConnectAsync();
        var options = new { wait = true, timeout = 20_000 };
        var refused = await alice.JoinAsync(
            "insists",
            new { postgres_changes = new[] { Binding("nope") }, postgres_changes_options = options },
            _realtime.Callers.TokenOf(_alice));
        Assert.StartsWith(
            "RealtimeDisabledForConfiguration: Unable to subscribe", (string?)refused.Payload!["response"]!["reason"]);
        var joined = await alice.JoinAsync(
            "insists",
            new { postgres_changes = new[] { Binding("chat_requests") }, postgres_changes_options = options },
            _realtime.Callers.TokenOf(_alice));
        Assert.Equal("ok", (string?)joined.Payload!["status"]);
    }

    [Fact] // [RT27]
    public async Task AChangeThatIsTooLarge_IsSentWithItsSmallValuesOnly()
    {
        await using var realtime = await TestRealtime.StartAsync(_database, options => options with { MaxChangeBytes = 2000 });
        await CreateAsync("big", "id int primary key, word text, body text");
        await using var alice = await realtime.ConnectAsync();
        await alice.ListenAsync("big", realtime.Callers.TokenOf(_alice), Binding("big"));
        await _database.ExecuteAsync("insert into public.big values (1, 'small', repeat('x', 3000))");
        var data = (await alice.ChangeAsync()).Payload!["data"]!;
        Assert.Equal("""{"id":1,"word":"small"}""", data["record"]!.ToJsonString());
        Assert.Equal("""["Error 413: Payload Too Large"]""", data["errors"]!.ToJsonString());
    }

    [Fact] // [RT24]
    public async Task ATableThatIsAltered_IsShownAsItIsAfterwards()
    {
        await CreateAsync("growing", "id int primary key, a text");
        await using var alice = await ListenAsync("growing");
        await _database.ExecuteAsync("insert into public.growing values (1, 'x')");
        await alice.ChangeAsync();
        await _database.ExecuteAsync("alter table public.growing add b int default 7; alter table public.growing drop a");
        await _database.ExecuteAsync("insert into public.growing values (2, 8)");
        var change = await alice.ChangeAsync(data => (int)data["record"]!["id"]! == 2);
        Assert.Equal("""{"id":2,"b":8}""", change.Payload!["data"]!["record"]!.ToJsonString());
        await alice.ListenAsync("growing-b", _realtime.Callers.TokenOf(_alice),
            new { @event = "*", schema = "public", table = "growing", filter = "b=gt.8" });
    }

    private static readonly IEqualityComparer<IEnumerable<int>> Same =
        EqualityComparer<IEnumerable<int>>.Create((a, b) => a!.Order().SequenceEqual(b!.Order()), _ => 0);

    private static IEnumerable<int> Ids(Received frame) => frame.Payload!["ids"]!.AsArray().Select(each => (int)each!);

    private static readonly string[] OnlyB = ["b"];

    private static int OldId(Received message) => (int)message.Payload!["data"]!["old_record"]!["id"]!;

    private static object Binding(string table) => new { @event = "*", schema = "public", table };

    private static object Bindings(string table) => new { postgres_changes = new[] { Binding(table) } };

    private async Task<TestClient> ListenAsync(string table)
    {
        var client = await _realtime.ConnectAsync();
        await client.ListenAsync(table, _realtime.Callers.TokenOf(_alice), Binding(table));
        return client;
    }

    private async Task CreateAsync(string table, string columns, string? grant = "select")
    {
        // On Supabase new tables in public are open to the request roles until policies or grants say otherwise.
        await _database.ExecuteAsync(
            $"create table public.{table} ({columns}); revoke all on public.{table} from anon, authenticated, service_role");
        if (grant is not null)
        {
            await _database.ExecuteAsync($"grant {grant} on public.{table} to authenticated, service_role");
        }

        await _database.ExecuteAsync($"alter publication supabase_realtime add table public.{table}");
    }
}
