using System.Globalization;
using System.Text;
using System.Text.Json;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Wal;

/// <summary>
/// Rows of <c>realtime.messages</c>, which <c>realtime.send()</c> and <c>realtime.broadcast_changes()</c> write.
/// </summary>
internal static class MessageRow
{
    /// <summary>On Supabase the table is partitioned by day, and the log names the partition.</summary>
    public static bool IsMessages(Table table) =>
        table.Schema == "realtime"
        && (table.Name == "messages" || table.Name.StartsWith("messages_", StringComparison.Ordinal));

    public static WalEvent.Said? Read(Relation relation, RowValues values)
    {
        string? Value(string column) => relation.IndexOf(column) is >= 0 and var index ? values.Text(index) : null;

        if (Value("topic") is not { Length: > 0 } topic || Value("event") is not { } name
            || Value("extension") is not (null or "broadcast"))
        {
            return null;
        }

        var meta = Value("id") is { } id ? $"{{\"id\":{JsonSerializer.Serialize(id)}}}" : null;
        var binary = Value("binary_payload");
        var broadcast = binary is null
            ? new UserBroadcast(name, Encoding.UTF8.GetBytes(Value("payload") ?? "{}"), IsJson: true, meta)
            : new UserBroadcast(name, Bytes(binary), IsJson: false, meta);
        return new WalEvent.Said(new TopicKey(topic, Value("private") is "t"), broadcast);
    }

    /// <summary>Of bytea's hex form.</summary>
    public static byte[] Bytes(string hex) =>
        hex.StartsWith("\\x", StringComparison.Ordinal) && hex.Length % 2 == 0
            ? Convert.FromHexString(hex.AsSpan(2))
            : Encoding.UTF8.GetBytes(hex.ToString(CultureInfo.InvariantCulture));
}
