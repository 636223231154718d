using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Changes;

/// <summary>Changes of the chat's own tables, under its own policies.</summary>
public sealed class LiveChangesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;
    private TestPerson _alice = null!;
    private TestPerson _bruno = null!;
    private TestPerson _grace = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
        _alice = await _database.CreatePersonAsync("Alice");
        _bruno = await _database.CreatePersonAsync("Bruno");
        _grace = await _database.CreatePersonAsync("Grace", "gre");
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact] // [RT20] [RT22]
    public async Task Insert_AfterTheJoinReply_ReachesOwnerAndStaffOnly()
    {
        await using var alice = await _realtime.ConnectAsync();
        await using var bruno = await _realtime.ConnectAsync();
        await using var grace = await _realtime.ConnectAsync();
        var all = new { @event = "*", schema = "public", table = "chat_requests" };
        var reply = await alice.ListenAsync("a", _realtime.Callers.TokenOf(_alice), all);
        await bruno.ListenAsync("b", _realtime.Callers.TokenOf(_bruno), all);
        await grace.ListenAsync("g", _realtime.Callers.TokenOf(_grace), all);

        var id = await OpenChatAsync(_alice);
        var own = await OpenChatAsync(_bruno);

        var change = await alice.ChangeAsync(data => (Guid?)data["record"]!["id"] == id);
        Assert.Equal([(int)reply.Payload!["response"]!["postgres_changes"]![0]!["id"]!],
            change.Payload!["ids"]!.AsArray().Select(each => (int)each!));
        Assert.Equal("INSERT", (string?)change.Payload["data"]!["type"]);
        Assert.Equal("waiting", (string?)change.Payload["data"]!["record"]!["status"]);
        await grace.ChangeAsync(data => (Guid?)data["record"]!["id"] == id);

        // The control: Bruno's own chat, committed later, has arrived; what was before it would have come before it.
        await bruno.ChangeAsync(data => (Guid?)data["record"]!["id"] == own);
        Assert.DoesNotContain(bruno.Changes(), data => (Guid?)data["record"]!["id"] == id);
        await grace.ChangeAsync(data => (Guid?)data["record"]!["id"] == own);
    }

    private async Task<Guid> OpenChatAsync(TestPerson player)
    {
        var id = Guid.NewGuid();
        await _database.ExecuteAsync(
            "insert into public.chat_requests (id, player_id, subject) values ($1, $2, 'Help')", id, player.Id);
        return id;
    }
}
