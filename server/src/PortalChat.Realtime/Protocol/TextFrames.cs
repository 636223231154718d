using System.Text.Json;

namespace PortalChat.Realtime.Protocol;

/// <summary>Reads text frames: a JSON object under vsn 1.0.0, a JSON array of five under 2.0.0.</summary>
internal static class TextFrames
{
    /// <summary>Null for anything that is not a well-formed message; never throws for what a peer sent.</summary>
    public static InFrame? Read(SerializerVersion version, ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            return version == SerializerVersion.V2 ? ReadArray(ref reader, text) : ReadObject(ref reader, text);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A string that is JSON but not Unicode (half a surrogate pair).
            return null;
        }
    }

    private static InFrame? ReadArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray
            || !TryReadText(ref reader, out var joinRef)
            || !TryReadText(ref reader, out var messageRef)
            || !TryReadText(ref reader, out var topic) || topic is null
            || !TryReadText(ref reader, out var name) || name is null
            || !reader.Read() || reader.TokenType == JsonTokenType.EndArray)
        {
            return null;
        }

        var payload = ReadRaw(ref reader, text);
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray && !reader.Read()
            ? new InFrame(joinRef, messageRef, topic, name, payload)
            : null;
    }

    private static InFrame? ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        string? joinRef = null, messageRef = null, topic = null, name = null;
        var payload = ReadOnlyMemory<byte>.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var understood = true;
            if (reader.ValueTextEquals("topic"u8))
            {
                understood = TryReadText(ref reader, out topic);
            }
            else if (reader.ValueTextEquals("event"u8))
            {
                understood = TryReadText(ref reader, out name);
            }
            else if (reader.ValueTextEquals("ref"u8))
            {
                understood = TryReadText(ref reader, out messageRef);
            }
            else if (reader.ValueTextEquals("join_ref"u8))
            {
                understood = TryReadText(ref reader, out joinRef);
            }
            else if (reader.ValueTextEquals("payload"u8))
            {
                reader.Read();
                payload = ReadRaw(ref reader, text);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }

            if (!understood)
            {
                return null;
            }
        }

        if (topic is null || name is null || reader.Read())
        {
            return null;
        }

        return new InFrame(joinRef, messageRef, topic, name, payload.IsEmpty ? EmptyObject : payload);
    }

    private static readonly ReadOnlyMemory<byte> EmptyObject = "{}"u8.ToArray();

    /// <summary>A string, null, or a number taken as it is written (some clients count refs as numbers).</summary>
    private static bool TryReadText(ref Utf8JsonReader reader, out string? text)
    {
        text = null;
        if (!reader.Read())
        {
            return false;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.String:
                text = reader.GetString();
                return true;
            case JsonTokenType.Number:
                text = System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
                return true;
            default:
                return false;
        }
    }

    private static byte[] ReadRaw(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return text[start..(int)reader.BytesConsumed].ToArray();
    }
}
