using Npgsql;
using PortalChat.Database.Sessions;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Visibility;

/// <summary>Joins have connections of their own, so that no change waits behind them.</summary>
public sealed class CrowdOfJoinsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private NpgsqlDataSource _oneForJoins = null!;
    private TestRealtime _realtime = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _oneForJoins = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_database.AuthenticatorConnectionString) { MaxPoolSize = 1, Timeout = 60 });
        _realtime = await TestRealtime.StartAsync(_database, joins: new CallerSessions(_oneForJoins, "joins"));
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _oneForJoins.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact] // [RT47]
    public async Task AChange_WhileJoinsWaitForAConnection_IsShown()
    {
        var alice = await _database.CreatePersonAsync("Alice");
        var token = _realtime.Callers.TokenOf(alice);
        await using var client = await _realtime.ConnectAsync();
        await client.ListenAsync("mine", token, new { @event = "INSERT", schema = "public", table = "chat_requests" });
        string join;
        await using (await _oneForJoins.OpenConnectionAsync())
        {
            join = await client.PushAsync(
                "realtime:chat:00000000-0000-0000-0000-000000000000",
                "phx_join",
                new { config = new { @private = true }, access_token = token });
            await _database.ExecuteAsync("insert into chat_requests (player_id, subject) values ($1, 'Now')", alice.Id);
            await client.ChangeAsync(data => (string?)data["record"]!["subject"] == "Now");

            // The control: the join did wait.
            Assert.DoesNotContain(client.All, message => message.Ref == join);
        }

        var answer = await client.ReplyAsync(join);
        Assert.StartsWith("Unauthorized", (string?)answer.Payload!["response"]!["reason"], StringComparison.Ordinal);
    }
}
