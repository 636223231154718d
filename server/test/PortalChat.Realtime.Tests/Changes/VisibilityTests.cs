using PortalChat.Realtime.Tests.Support;
using PortalChat.Realtime.Visibility;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Changes;

/// <summary>Who is shown a change.</summary>
public sealed class VisibilityTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
        await _database.ExecuteAsync(
            """
            create table public.rows (id int primary key, owner uuid, word text);
            alter table public.rows enable row level security;
            create policy own_rows on public.rows for select to authenticated using (
              owner = auth.uid() or (word = 'fragile' and 1 / (length(auth.jwt() -> 'user_metadata' ->> 'display_name') - 5) > 9));
            alter publication supabase_realtime add table public.rows;
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact] // [RT22] [RT29]
    public async Task APolicyThatRaises_HurtsOnlyThoseItIsAbout_AndOnlyForThatRow()
    {
        var alice = await _database.CreatePersonAsync("Alice"); // five letters: the policy divides by zero
        var bo = await _database.CreatePersonAsync("Bo");
        await using var first = await ListenAsync(alice);
        await using var second = await ListenAsync(bo);
        await InsertAsync((1, alice, "x"), (2, bo, "fragile"), (3, alice, "y"), (4, bo, "z"));

        await first.ChangeAsync(data => (int)data["record"]!["id"]! == 3);
        await second.ChangeAsync(data => (int)data["record"]!["id"]! == 4);
        Assert.Equal([1, 3], Ids(first));
        Assert.Equal([2, 4], Ids(second));
    }

    [Fact] // [RT22]
    public async Task TwoSessionsOfOnePerson_CountAsOneViewer_AndBothAreShownTheRow()
    {
        var alice = await _database.CreatePersonAsync("Alicia");
        await using var phone = await ListenAsync(alice);
        await using var desk = await ListenAsync(alice);
        await using var anonymous = await _realtime.ConnectAsync();
        await anonymous.ListenAsync("rows", null, new { @event = "*", schema = "public", table = "rows" });
        await InsertAsync((1, alice, "x"));
        await phone.ChangeAsync();
        await desk.ChangeAsync();
        await anonymous.SettleAsync();
        Assert.Empty(anonymous.Changes());
    }

    [Fact] // [RT22]
    public async Task TheServiceRole_IsShownEveryRow()
    {
        var alice = await _database.CreatePersonAsync("Alicia");
        await using var job = await _realtime.ConnectAsync(TestCallers.ServiceKey);
        await job.ListenAsync("rows", null, new { @event = "*", schema = "public", table = "rows" });
        await InsertAsync((1, alice, "x"));
        await job.ChangeAsync();
    }

    [Fact] // [RT12]
    public async Task AFreshToken_SeesWithItsOwnEyesFromThenOn()
    {
        var alice = await _database.CreatePersonAsync("Alicia");
        var bo = await _database.CreatePersonAsync("Bo");
        await using var client = await ListenAsync(alice);
        await InsertAsync((1, alice, "x"), (2, bo, "y"));
        await client.ChangeAsync();
        await client.PushAsync("realtime:rows", "access_token", new { access_token = _realtime.Callers.TokenOf(bo) }, "1");
        await client.SettleAsync();
        await InsertAsync((3, alice, "x"), (4, bo, "y"));
        await client.ChangeAsync(data => (int)data["record"]!["id"]! == 4);
        Assert.Equal([1, 4], Ids(client));
    }

    [Theory] // [RT29]
    [InlineData("100:105:", 99u, true)]
    [InlineData("100:105:101,103", 102u, true)]
    [InlineData("100:105:101,103", 103u, false)]
    [InlineData("100:105:", 105u, false)]
    [InlineData("100:105:", 110u, false)]
    [InlineData("4294967290:4294967300:4294967298", 2u, false)]
    [InlineData("4294967290:4294967300:4294967298", 3u, true)]
    [InlineData("4294967290:4294967300:", 4294967295u, true)]
    [InlineData("4294967290:4294967300:", 5u, false)]
    public void Sees_ATransaction_OnlyWhenItHasEndedForOthersToo(string snapshot, uint id, bool sees) =>
        Assert.Equal(sees, CommitSnapshot.Sees(snapshot, id));

    private static IEnumerable<int> Ids(TestClient client) =>
        client.Changes().Select(data => (int)data["record"]!["id"]!);

    private async Task<TestClient> ListenAsync(TestPerson person)
    {
        var client = await _realtime.ConnectAsync();
        await client.ListenAsync(
            "rows", _realtime.Callers.TokenOf(person), new { @event = "*", schema = "public", table = "rows" });
        return client;
    }

    private async Task InsertAsync(params (int Id, TestPerson Owner, string Word)[] rows)
    {
        foreach (var (id, owner, word) in rows)
        {
            await _database.ExecuteAsync("insert into public.rows values ($1, $2, $3)", id, owner.Id, word);
        }
    }
}
