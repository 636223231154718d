using System.Buffers;
using System.Net.WebSockets;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PortalChat.Realtime.Protocol;

/// <summary>Writes the messages that the server sends, in either serializer.</summary>
internal static class FrameWriter
{
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        // The text goes to JSON.parse, never into HTML: only what JSON itself demands is escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <param name="version">How the receiving socket reads.</param>
    /// <param name="joinRef">The channel's join, or null for what all members of a topic share.</param>
    /// <param name="messageRef">The message that this answers, or null.</param>
    /// <param name="topic">Complete, with <c>realtime:</c>.</param>
    /// <param name="name">The event.</param>
    /// <param name="payload">One JSON value.</param>
    public static OutFrame Write(
        SerializerVersion version,
        string? joinRef,
        string? messageRef,
        string topic,
        string name,
        ReadOnlySpan<byte> payload)
    {
        var buffer = new ArrayBufferWriter<byte>(payload.Length + topic.Length + 64);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            if (version == SerializerVersion.V2)
            {
                json.WriteStartArray();
                json.WriteStringValue(joinRef);
                json.WriteStringValue(messageRef);
                json.WriteStringValue(topic);
                json.WriteStringValue(name);
                json.WriteRawValue(payload, skipInputValidation: true);
                json.WriteEndArray();
            }
            else
            {
                json.WriteStartObject();
                json.WriteString("topic", topic);
                json.WriteString("event", name);
                json.WritePropertyName("payload");
                json.WriteRawValue(payload, skipInputValidation: true);
                json.WriteString("ref", messageRef);
                json.WriteString("join_ref", joinRef);
                json.WriteEndObject();
            }
        }

        return new OutFrame(buffer.WrittenSpan, WebSocketMessageType.Text);
    }

    /// <summary>
    /// A broadcast to a member of the topic: binary for vsn 2.0.0. Null where it cannot be said in the member's
    /// serializer: bytes to a client that reads only JSON.
    /// </summary>
    public static OutFrame? WriteBroadcast(SerializerVersion version, string topic, UserBroadcast broadcast)
    {
        if (version == SerializerVersion.V2 && BinaryFrames.Write(topic, broadcast) is { } binary)
        {
            return binary;
        }

        if (!broadcast.IsJson)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(broadcast.Payload.Length + 64);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("type", "broadcast");
            json.WriteString("event", broadcast.Event);
            json.WritePropertyName("payload");
            json.WriteRawValue(broadcast.Payload.Span, skipInputValidation: true);
            if (broadcast.Meta is { } meta)
            {
                json.WritePropertyName("meta");
                json.WriteRawValue(meta, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return Write(version, null, null, topic, "broadcast", buffer.WrittenSpan);
    }
}
