using System.Buffers;
using System.Text;
using System.Text.Json;
using PortalChat.Rest.Errors;

namespace PortalChat.Rest.Requests;

/// <summary>
/// A CSV body (RFC 4180, first line the column names) as a JSON array of objects of texts; <c>NULL</c> without quotes
/// is null.
/// </summary>
internal static class CsvBody
{
    public static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> body)
    {
        var lines = Split(Encoding.UTF8.GetString(body.Span));
        if (lines.Count == 0)
            throw RequestErrors.BadBody("Empty or invalid csv");
        var names = lines[0];
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var line in lines.Skip(1))
            {
                if (line.Count != names.Count)
                    throw RequestErrors.BadBody("All lines must have same number of fields");
                json.WriteStartObject();
                for (var place = 0; place < names.Count; place++)
                    json.WriteString(names[place] ?? "", line[place]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    private static List<List<string?>> Split(string text)
    {
        var lines = new List<List<string?>>();
        var place = 0;
        while (place < text.Length)
        {
            var line = new List<string?>();
            do
            {
                line.Add(Field(text, ref place));
            }
            while (place < text.Length && text[place++] == ',');
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Stops before the comma, or on the last character of the line's end.</summary>
    private static string? Field(string text, ref int place)
    {
        if (place < text.Length && text[place] == '"')
            return Quoted(text, ref place);
        var start = place;
        while (place < text.Length && text[place] is not (',' or '\n' or '\r'))
            place++;
        var field = text[start..place];
        SkipCarriageReturn(text, ref place);
        return field == "NULL" ? null : field;
    }

    private static string Quoted(string text, ref int place)
    {
        var field = new StringBuilder();
        for (place++; place < text.Length; place++)
        {
            if (text[place] != '"')
            {
                field.Append(text[place]);
            }
            else if (place + 1 < text.Length && text[place + 1] == '"')
            {
                field.Append('"');
                place++;
            }
            else
            {
                place++;
                SkipCarriageReturn(text, ref place);
                if (place < text.Length && text[place] is not (',' or '\n'))
                    break;
                return field.ToString();
            }
        }

        throw RequestErrors.BadBody("Empty or invalid csv");
    }

    private static void SkipCarriageReturn(string text, ref int place)
    {
        if (place + 1 < text.Length && text[place] == '\r' && text[place + 1] == '\n')
            place++;
    }
}
