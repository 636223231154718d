using Npgsql;
using PortalChat.Testing.Servers;

namespace PortalChat.E2E.Tests.Tables;

/// <summary>The two tables as they are, past every policy.</summary>
public sealed class ChatTables(ServerProcess server)
{
    /// <summary>A player's chats, oldest first.</summary>
    public async Task<IReadOnlyList<ChatRow>> ChatsOfAsync(Guid playerId)
    {
        const string Sql =
            """
            select id, player_id, status::text, category, subject, priority::text, gre_staff_id, resolved_by,
                   message_count, player_read_no, gre_read_no, rating
            from public.chat_requests where player_id = $1 order by created_at, id
            """;
        return await ReadAsync(Sql, playerId, row => new ChatRow
        {
            Id = row.GetGuid(0),
            PlayerId = row.GetGuid(1),
            Status = row.GetString(2),
            Category = row.GetString(3),
            Subject = row.GetString(4),
            Priority = row.GetString(5),
            GreStaffId = row.IsDBNull(6) ? null : row.GetGuid(6),
            ResolvedBy = row.IsDBNull(7) ? null : row.GetGuid(7),
            MessageCount = row.GetInt32(8),
            PlayerReadNo = row.GetInt32(9),
            GreReadNo = row.GetInt32(10),
            Rating = row.IsDBNull(11) ? null : row.GetInt16(11),
        });
    }

    /// <summary>The one chat that a player has ever had.</summary>
    public async Task<ChatRow> OnlyChatOfAsync(Guid playerId) => Assert.Single(await ChatsOfAsync(playerId));

    /// <summary>A chat's messages by their number.</summary>
    public Task<IReadOnlyList<MessageRow>> MessagesOfAsync(Guid chatRequestId)
    {
        const string Sql =
            """
            select id, chat_request_id, player_id, sender_id, sender_type::text, message_text, message_no
            from public.chat_messages where chat_request_id = $1 order by message_no
            """;
        return ReadAsync(Sql, chatRequestId, row => new MessageRow(
            row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), row.GetString(5), row.GetInt32(6)));
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Guid parameter, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(server.Environment.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = parameter } } };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
