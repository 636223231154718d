using System.Text.Json;
using System.Text.Unicode;
using PortalChat.Rest.Errors;

namespace PortalChat.Rest.Requests;

/// <summary>Walks a JSON body once: is it JSON, is it an object or an array of objects, and which keys has it.</summary>
internal static class PayloadReader
{
    private const string Invalid = "Empty or invalid json";

    /// <param name="json">The body.</param>
    /// <param name="sameKeys">All objects must have the same keys, as without <c>columns</c>.</param>
    public static Payload Read(ReadOnlyMemory<byte> json, bool sameKeys)
    {
        try
        {
            Check(json.Span);
            return Walk(json, sameKeys);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a key with half of a surrogate pair.
            throw RequestErrors.BadBody(Invalid);
        }
    }

    /// <summary>
    /// The same for a function's body: any JSON will do, because a function may take it whole. What is no object has
    /// no keys.
    /// </summary>
    public static Payload ReadArguments(ReadOnlyMemory<byte> json)
    {
        try
        {
            Check(json.Span);
            var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 64 });
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                return Walk(json, sameKeys: false);
            reader.Skip();
            Finish(ref reader);
            var none = new Dictionary<string, int>();
            return new Payload { Json = json, IsArray = true, Rows = 1, Keys = [], Present = none, Auto = none };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw RequestErrors.BadBody(Invalid);
        }
    }

    /// <summary>The reader looks into strings only where it is asked for them.</summary>
    private static void Check(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            throw RequestErrors.BadBody(Invalid);
    }

    private static Payload Walk(ReadOnlyMemory<byte> json, bool sameKeys)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 64 });
        if (!reader.Read())
            throw RequestErrors.BadBody(Invalid);
        var present = new Dictionary<string, int>(StringComparer.Ordinal);
        var auto = new Dictionary<string, int>(StringComparer.Ordinal);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var keys = ReadObject(ref reader, present, auto);
            Finish(ref reader);
            return new Payload { Json = json, IsArray = false, Rows = 1, Keys = keys, Present = present, Auto = auto };
        }

        if (reader.TokenType != JsonTokenType.StartArray)
            throw RequestErrors.BadBody(Invalid);
        List<string>? first = null;
        HashSet<string>? firstSet = null;
        var rows = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw RequestErrors.BadBody(Invalid);
            var keys = ReadObject(ref reader, present, auto);
            rows++;
            firstSet ??= [.. keys];
            first ??= keys;
            if (sameKeys && (keys.Count != firstSet.Count || !firstSet.SetEquals(keys)))
                throw RequestErrors.BadBody("All object keys must match");
        }

        Finish(ref reader);
        return new Payload { Json = json, IsArray = true, Rows = rows, Keys = first ?? [], Present = present, Auto = auto };
    }

    private static List<string> ReadObject(
        ref Utf8JsonReader reader, Dictionary<string, int> present, Dictionary<string, int> auto)
    {
        var keys = new List<string>();
        // By key, because of two equal keys the last one counts, in Postgres too.
        var isAuto = new Dictionary<string, bool>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            if (!isAuto.ContainsKey(key))
                keys.Add(key);
            reader.Read();
            isAuto[key] = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("auto"u8);
            reader.Skip();
        }

        foreach (var (key, value) in isAuto)
        {
            present[key] = present.GetValueOrDefault(key) + 1;
            if (value)
                auto[key] = auto.GetValueOrDefault(key) + 1;
        }

        return keys;
    }

    /// <summary>Nothing but white space may follow.</summary>
    private static void Finish(ref Utf8JsonReader reader)
    {
        if (reader.Read())
            throw RequestErrors.BadBody(Invalid);
    }
}
