using System.Buffers;
using System.Text.Json;

namespace PortalChat.Realtime.Protocol;

/// <summary>The payloads of <c>phx_reply</c> and <c>system</c>.</summary>
internal static class Replies
{
    public static ReadOnlySpan<byte> Ok => """{"status":"ok","response":{}}"""u8;

    public static ReadOnlySpan<byte> TooLarge =>
        """{"status":"error","response":{"error":"payload_size_exceeded"}}"""u8;

    /// <param name="response">One JSON value.</param>
    public static byte[] OkWith(ReadOnlySpan<byte> response) =>
        [.. """{"status":"ok","response":"""u8, .. response, (byte)'}'];

    /// <param name="reason">As upstream words it: <c>Code: message</c>.</param>
    public static byte[] Error(string reason) => Json(json =>
    {
        json.WriteString("status", "error");
        json.WriteStartObject("response");
        json.WriteString("reason", reason);
        json.WriteEndObject();
    });

    /// <param name="extension"><c>postgres_changes</c> or <c>system</c>.</param>
    /// <param name="isOk">Whether it is good news.</param>
    /// <param name="message">For people.</param>
    /// <param name="subTopic">The channel's name, without <c>realtime:</c>.</param>
    public static byte[] System(string extension, bool isOk, string message, string subTopic) => Json(json =>
    {
        json.WriteString("extension", extension);
        json.WriteString("status", isOk ? "ok" : "error");
        json.WriteString("message", message);
        json.WriteString("channel", subTopic);
    });

    private static byte[] Json(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer, FrameWriter.WriterOptions))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
