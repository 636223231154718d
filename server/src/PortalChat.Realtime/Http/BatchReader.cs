using System.Text;
using System.Text.Json;
using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Http;

/// <summary>Reads <c>{"messages":[{"topic","event","payload","private"}]}</c>.</summary>
internal static class BatchReader
{
    /// <summary>Null where the body is not that; never throws for what a peer sent.</summary>
    public static List<(TopicKey Topic, UserBroadcast Broadcast)>? Read(ReadOnlyMemory<byte> body, int maxMessages)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("messages", out var list)
                || list.ValueKind != JsonValueKind.Array
                || list.GetArrayLength() > maxMessages)
            {
                return null;
            }

            var messages = new List<(TopicKey, UserBroadcast)>();
            foreach (var entry in list.EnumerateArray())
            {
                if (Text(entry, "topic") is not { Length: > 0 } topic || Text(entry, "event") is not { } name
                    || !entry.TryGetProperty("payload", out var payload))
                {
                    return null;
                }

                var isPrivate = entry.TryGetProperty("private", out var flag) && flag.ValueKind == JsonValueKind.True;
                messages.Add((
                    new TopicKey(topic, isPrivate),
                    new UserBroadcast(name, Encoding.UTF8.GetBytes(payload.GetRawText()), IsJson: true)));
            }

            return messages;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
