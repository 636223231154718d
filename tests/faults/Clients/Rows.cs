using System.Text.Json;
using PortalChat.Faults.Tests.Verdicts;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>Reads rows as REST and Realtime give them.</summary>
internal static class Rows
{
    public static StoredMessage Message(JsonElement row) => new(
        row.GetProperty("id").GetGuid(),
        row.GetProperty("chat_request_id").GetGuid(),
        row.GetProperty("player_id").GetGuid(),
        row.GetProperty("sender_id").GetGuid(),
        row.GetProperty("message_text").GetString()!,
        row.GetProperty("message_no").GetInt32());

    /// <summary>A function answers with the row, a table with a list of rows; none where the id is stored already.</summary>
    public static StoredMessage? Only(JsonElement body) => body.ValueKind switch
    {
        JsonValueKind.Object => Message(body),
        JsonValueKind.Array when body.GetArrayLength() > 0 => Message(body[0]),
        _ => null,
    };
}
