using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace PortalChat.Realtime.Protocol;

/// <summary>
/// The binary frames of vsn 2.0.0 that the current client knows: kind 3 (a broadcast from a client) and kind 4 (a
/// broadcast to a client). Every length is one byte and counts UTF-8 bytes.
/// </summary>
internal static class BinaryFrames
{
    private const byte Push = 3;
    private const byte Delivery = 4;
    private const byte JsonEncoding = 1;
    private const int PushHeader = 7;
    private const int DeliveryHeader = 5;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null for anything that is not a well-formed kind 3 frame; never throws for what a peer sent.</summary>
    public static InFrame? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PushHeader || bytes[0] != Push || bytes[6] > JsonEncoding)
        {
            return null;
        }

        var (joinRef, messageRef, topic, name, meta) = (bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]);
        var isJson = bytes[6] == JsonEncoding;
        var rest = bytes[PushHeader..];
        if (rest.Length < joinRef + messageRef + topic + name + meta)
        {
            return null;
        }

        try
        {
            var frame = new InFrame(
                NullIfEmpty(Take(ref rest, joinRef)),
                NullIfEmpty(Take(ref rest, messageRef)),
                Take(ref rest, topic),
                "broadcast",
                ReadOnlyMemory<byte>.Empty);
            var userEvent = Take(ref rest, name);

            // The only key a client may push is `persist`, which asks for nothing that this server does.
            rest = rest[meta..];
            return isJson && !IsJson(rest)
                ? null
                : frame with { Broadcast = new UserBroadcast(userEvent, rest.ToArray(), isJson) };
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>A kind 4 frame, or null where a part is longer than its length byte can say.</summary>
    public static OutFrame? Write(string topic, UserBroadcast broadcast)
    {
        var topicLength = Utf8.GetByteCount(topic);
        var nameLength = Utf8.GetByteCount(broadcast.Event);
        var metaLength = broadcast.Meta is null ? 0 : Utf8.GetByteCount(broadcast.Meta);
        if (topicLength > byte.MaxValue || nameLength > byte.MaxValue || metaLength > byte.MaxValue)
        {
            return null;
        }

        var bytes = new byte[DeliveryHeader + topicLength + nameLength + metaLength + broadcast.Payload.Length];
        bytes[0] = Delivery;
        bytes[1] = (byte)topicLength;
        bytes[2] = (byte)nameLength;
        bytes[3] = (byte)metaLength;
        bytes[4] = broadcast.IsJson ? JsonEncoding : (byte)0;
        var at = DeliveryHeader;
        at += Utf8.GetBytes(topic, bytes.AsSpan(at));
        at += Utf8.GetBytes(broadcast.Event, bytes.AsSpan(at));
        at += broadcast.Meta is null ? 0 : Utf8.GetBytes(broadcast.Meta, bytes.AsSpan(at));
        broadcast.Payload.Span.CopyTo(bytes.AsSpan(at));
        return new OutFrame(bytes, WebSocketMessageType.Binary);
    }

    private static string Take(ref ReadOnlySpan<byte> rest, int length)
    {
        var text = Utf8.GetString(rest[..length]);
        rest = rest[length..];
        return text;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    /// <summary>Other clients parse it without a guard, so one that cannot be parsed would break them.</summary>
    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
