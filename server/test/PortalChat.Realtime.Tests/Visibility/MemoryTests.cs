using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Visibility;

/// <summary>Answers of policies are remembered as long as they hold, and no longer.</summary>
public sealed class MemoryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;
    private TestPerson _alice = null!;
    private TestPerson _bo = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
        await _database.ExecuteAsync(
            """
            create table public.rows (id int primary key, owner uuid, word text);
            alter table public.rows enable row level security;
            create table public.shared (word text);
            grant select on public.rows, public.shared to authenticated;
            create function public.is_open(word text) returns boolean language sql as $$ select word = 'open' $$;
            create policy own on public.rows for select to authenticated using (owner = auth.uid() or public.is_open(word));
            alter publication supabase_realtime add table public.rows;
            """);
        _alice = await _database.CreatePersonAsync("Alice");
        _bo = await _database.CreatePersonAsync("Bo");
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact] // [RT22]
    public async Task TheSameValues_AreAskedAboutOnce_AndOtherValuesAgain()
    {
        await using var alice = await ListenAsync(_alice);
        await InsertAsync(1, _alice, "x");
        await alice.ChangeAsync(data => (int)data["record"]!["id"]! == 1);
        using var asked = new Questions(_realtime);
        for (var id = 2; id <= 20; id++)
        {
            await InsertAsync(id, _alice, "x");
        }

        await alice.ChangeAsync(data => (int)data["record"]!["id"]! == 20);
        Assert.Equal(0, asked.Count);

        await InsertAsync(21, _bo, "x");
        await InsertAsync(22, _bo, "open");
        await alice.ChangeAsync(data => (int)data["record"]!["id"]! == 22);
        Assert.Equal(2, asked.Count);
        Assert.DoesNotContain(alice.Changes(), data => (int)data["record"]!["id"]! == 21);
    }

    [Fact] // [RT22]
    public async Task ATableThatIsAnnouncedAgain_AsItWas_IsNotAskedAboutAgain()
    {
        await using var alice = await ListenAsync(_alice);
        await InsertAsync(1, _alice, "x");
        await alice.ChangeAsync(data => (int)data["record"]!["id"]! == 1);
        using var asked = new Questions(_realtime);
        await _database.ExecuteAsync("vacuum analyze public.rows");
        await InsertAsync(2, _alice, "x");
        await alice.ChangeAsync(data => (int)data["record"]!["id"]! == 2);
        Assert.Equal(0, asked.Count);

        // The control: a policy that is another one makes it forget, and this counts it.
        await _database.ExecuteAsync("alter policy own on public.rows using (owner = auth.uid())");
        await InsertAsync(3, _alice, "x");
        await alice.ChangeAsync(data => (int)data["record"]!["id"]! == 3);
        Assert.Equal(1, asked.Count);
    }

    [Fact] // [RT22]
    public async Task ARowThatMovesToSomebodyElse_IsShownToEachAsLongAsItIsTheirs()
    {
        await using var alice = await ListenAsync(_alice);
        await using var bo = await ListenAsync(_bo);
        await InsertAsync(1, _alice, "a");
        await _database.ExecuteAsync("update public.rows set owner = $1, word = 'b' where id = 1", _bo.Id);
        await _database.ExecuteAsync("update public.rows set owner = $1, word = 'c' where id = 1", _alice.Id);
        await _database.ExecuteAsync("update public.rows set word = 'd' where id = 1");
        await alice.ChangeAsync(data => (string)data["record"]!["word"]! == "d");
        await bo.ChangeAsync(data => (string)data["record"]!["word"]! == "b");
        await bo.SettleAsync();
        Assert.Equal(["a", "c", "d"], Words(alice));
        Assert.Equal(["b"], Words(bo));
    }

    [Fact] // [RT22]
    public async Task AnAlteredPolicy_HoldsFromTheNextChangeOn()
    {
        await using var alice = await ListenAsync(_alice);
        await using var bo = await ListenAsync(_bo);
        await InsertAsync(1, _alice, "x");
        await alice.ChangeAsync();
        await _database.ExecuteAsync("alter policy own on public.rows using (word = 'x')");
        await InsertAsync(2, _alice, "x");
        await InsertAsync(3, _alice, "y");
        await InsertAsync(4, _alice, "x");
        await alice.ChangeAsync(data => (int)data["record"]!["id"]! == 4);
        await bo.ChangeAsync(data => (int)data["record"]!["id"]! == 4);
        Assert.Equal([1, 2, 4], Ids(alice));
        Assert.Equal([2, 4], Ids(bo));
    }

    [Fact] // [RT22]
    public async Task AReplacedFunction_IsNoticed()
    {
        await using var bo = await ListenAsync(_bo);
        await InsertAsync(1, _alice, "open");
        await bo.ChangeAsync(data => (int)data["record"]!["id"]! == 1);
        await _database.ExecuteAsync(
            "create or replace function public.is_open(word text) returns boolean language sql as $$ select word = 'wide' $$");

        // Until it is noticed, open rows are still shown. A row of Bo's own behind each tells that it would have come.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var id = 2; ; id += 2)
        {
            patience.Token.ThrowIfCancellationRequested();
            await InsertAsync(id, _alice, "open");
            await InsertAsync(id + 1, _bo, "mine");
            await bo.ChangeAsync(data => (int)data["record"]!["id"]! == id + 1);
            if (!Ids(bo).Contains(id))
            {
                break;
            }

            await Task.Delay(200, patience.Token);
        }

        await InsertAsync(1001, _alice, "wide");
        await bo.ChangeAsync(data => (int)data["record"]!["id"]! == 1001);
    }

    [Fact] // [RT22]
    public async Task APolicyThatReadsAnotherTable_IsNeverRemembered()
    {
        await _database.ExecuteAsync(
            "alter policy own on public.rows using (exists (select from public.shared s where s.word = rows.word))");
        await using var bo = await ListenAsync(_bo);
        await InsertAsync(1, _alice, "x");
        await _database.ExecuteAsync("insert into public.shared values ('x')");
        await InsertAsync(2, _alice, "x");
        await bo.ChangeAsync(data => (int)data["record"]!["id"]! == 2);
        await _database.ExecuteAsync("delete from public.shared");
        await InsertAsync(3, _alice, "x");
        await _database.ExecuteAsync("insert into public.shared values ('y')");
        await InsertAsync(4, _alice, "y");
        await bo.ChangeAsync(data => (int)data["record"]!["id"]! == 4);
        Assert.Equal([2, 4], Ids(bo).Where(id => id > 1));
    }

    private static IEnumerable<int> Ids(TestClient client) => client.Changes().Select(data => (int)data["record"]!["id"]!);

    private static IEnumerable<string> Words(TestClient client) =>
        client.Changes().Select(data => (string)data["record"]!["word"]!);

    private async Task<TestClient> ListenAsync(TestPerson person)
    {
        var client = await _realtime.ConnectAsync();
        await client.ListenAsync(
            "rows", _realtime.Callers.TokenOf(person), new { @event = "*", schema = "public", table = "rows" });
        return client;
    }

    private async Task InsertAsync(int id, TestPerson owner, string word) =>
        await _database.ExecuteAsync("insert into public.rows values ($1, $2, $3)", id, owner.Id, word);

    /// <summary>What one server's meter counts of questions, while it is listened to: other tests have servers of their own.</summary>
    private sealed class Questions : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public Questions(TestRealtime realtime)
        {
            var server = realtime.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "portalchat.realtime.visibility.questions" && ReferenceEquals(instrument.Meter.Scope, server))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _count, value));
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
