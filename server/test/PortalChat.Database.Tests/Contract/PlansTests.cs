using Npgsql;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>What storing a message reads does not grow with what is stored, whatever Postgres believes about the tables.</summary>
public sealed class PlansTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData("public.send_support_message(text, uuid, text, text, public.chat_priority)", "select id from public.send_support_message('Hello')")]
    [InlineData(
        "portalchat.number_message()",
        """
        insert into public.chat_messages (chat_request_id, player_id, sender_id, sender_type, message_text)
        select id, player_id, player_id, 'player', 'Hello' from public.chat_requests
        """)]
    public async Task Message_IntoTableAnalyzedWhileEmpty_ScansNoTable(string function, string statement)
    {
        var player = await _database.CreatePersonAsync("Player");
        await _database.ExecuteAsync("insert into public.chat_requests (player_id) values ($1)", player.Id);
        await _database.ExecuteAsync("analyze public.chat_messages");

        Assert.Equal(0, await ScansAsync(player, statement));

        // The control.
        await _database.ExecuteAsync($"alter function {function} reset enable_seqscan");
        Assert.NotEqual(0, await ScansAsync(player, statement));
    }

    [Fact(DisplayName = "[CC83] [CC84] a player's place and wait are read from indexes, however many chats lie behind")]
    public async Task QueueStatus_OfTableAnalyzedWhileEmpty_ScansNoTable()
    {
        const string Status = "select place from public.support_queue_status()";
        await _database.ExecuteAsync("analyze public.chat_requests");
        var player = await _database.CreatePersonAsync("Player");
        var grace = await _database.CreatePersonAsync("Grace", "gre");
        await _database.ExecuteAsync("insert into public.chat_requests (player_id) values ($1)", player.Id);
        await _database.ExecuteAsync("insert into portalchat.staff_on_duty (staff_id) values ($1)", grace.Id);

        Assert.Equal(0, await ScansAsync(player, Status, "chat_requests"));

        // The control.
        await _database.ExecuteAsync("alter function portalchat.queue_status() reset enable_seqscan");
        Assert.NotEqual(0, await ScansAsync(player, Status, "chat_requests"));
    }

    /// <summary>Scans of a table by 20 times the statement, which are undone.</summary>
    private async Task<long> ScansAsync(TestPerson player, string statement, string table = "chat_messages")
    {
        await using var connection = await _database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await ScalarAsync(
            connection,
            "select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)",
            player.Caller.Claims);
        for (var sent = 0; sent < 20; sent++)
        {
            await ScalarAsync(connection, statement);
        }

        return await ScalarAsync(
            connection, "select seq_scan from pg_stat_xact_all_tables where relid = $1::regclass", $"public.{table}") is long scans
            ? scans
            : -1;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
