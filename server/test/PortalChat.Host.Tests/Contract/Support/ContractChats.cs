using Npgsql;

namespace PortalChat.Host.Tests.Contract.Support;

/// <summary>Puts the player's one chat into a status, and looks at it, past REST and past all policies.</summary>
internal static class ContractChats
{
    /// <summary>Removes the player's chats and makes one with a message in it; Grace has it where it is not waiting.</summary>
    public static async Task<Guid> OpenChatAsync(this ContractServer server, string status)
    {
        var player = server.Person("player").Id;
        var gre = server.Person("gre").Id;
        await server.ClearAsync();
        await using var open = server.Owner.CreateCommand(
            "insert into chat_requests (player_id, subject) values ($1, 'The subject') returning id");
        open.Parameters.AddWithValue(player);
        var chat = (Guid)(await open.ExecuteScalarAsync())!;
        await ExecuteAsync(
            server,
            "insert into chat_messages (chat_request_id, player_id, sender_id, sender_type, message_text) "
            + "values ($1, $2, $2, 'player', 'The first message')",
            chat,
            player);
        if (status is "active" or "resolved")
        {
            await ExecuteAsync(
                server, "update chat_requests set status = 'active', gre_staff_id = $2 where id = $1", chat, gre);
        }

        if (status == "resolved")
        {
            await ExecuteAsync(server, "update chat_requests set status = 'resolved' where id = $1", chat);
        }

        return chat;
    }

    /// <summary>Removes all chats of the two players.</summary>
    public static Task ClearAsync(this ContractServer server) => ExecuteAsync(
        server,
        "delete from chat_requests where player_id in ($1, $2)",
        server.Person("player").Id,
        server.Person("other player").Id);

    /// <summary>All that is stored of all chats, as JSON text: equal texts, nothing changed.</summary>
    public static Task<string?> SnapshotAsync(this ContractServer server) => server.ScalarAsync<string>(
        """
        select concat(
          (select jsonb_agg(to_jsonb(r) order by r.id) from chat_requests as r),
          (select jsonb_agg(to_jsonb(m) order by m.id) from chat_messages as m))
        """);

    public static async Task<T?> ScalarAsync<T>(this ContractServer server, string sql, params object[] parameters)
    {
        await using var command = Command(server, sql, parameters);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    private static async Task ExecuteAsync(ContractServer server, string sql, params object[] parameters)
    {
        await using var command = Command(server, sql, parameters);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(ContractServer server, string sql, object[] parameters)
    {
        var command = server.Owner.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter);
        }

        return command;
    }
}
