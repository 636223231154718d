using System.Text.Json;

namespace PortalChat.Realtime.Changes;

/// <summary>Writes a value, given in Postgres' text form, as <c>to_json</c> would.</summary>
internal static class PgJson
{
    public static void Write(Utf8JsonWriter json, PgType type, string? text)
    {
        if (text is null)
        {
            json.WriteNullValue();
            return;
        }

        switch (type.Kind)
        {
            case PgTypeKind.Bool:
                json.WriteBooleanValue(text is "t" or "true");
                break;
            case PgTypeKind.Number when text is not ("NaN" or "Infinity" or "-Infinity"):
            case PgTypeKind.Json:
                json.WriteRawValue(text, skipInputValidation: true);
                break;
            case PgTypeKind.Timestamp:
                json.WriteStringValue(text.Replace(' ', 'T'));
                break;
            case PgTypeKind.TimestampWithZone:
                json.WriteStringValue(WithFullOffset(text));
                break;
            case PgTypeKind.Array when PgLiteral.TryReadArray(text, type.Delimiter) is { } array:
                WriteArray(json, type.Element!, array);
                break;
            case PgTypeKind.Composite when PgLiteral.TryReadRow(text) is { } row && row.Count == type.Fields.Count:
                WriteRow(json, type, row);
                break;
            default:
                json.WriteStringValue(text);
                break;
        }
    }

    /// <summary><c>2026-01-01 10:00:00.5+00</c> becomes <c>2026-01-01T10:00:00.5+00:00</c>.</summary>
    private static string WithFullOffset(string text)
    {
        if (text is "infinity" or "-infinity")
        {
            return text;
        }

        var iso = text.Replace(' ', 'T');
        var sign = iso.AsSpan().LastIndexOfAny('+', '-');
        return iso.Length - sign == 3 ? iso + ":00" : iso;
    }

    private static void WriteArray(Utf8JsonWriter json, PgType element, PgArray array)
    {
        json.WriteStartArray();
        foreach (var item in array.Items)
        {
            if (item is PgArray inner)
            {
                WriteArray(json, element, inner);
            }
            else
            {
                Write(json, element, (string?)item);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, PgType type, List<string?> row)
    {
        json.WriteStartObject();
        for (var index = 0; index < row.Count; index++)
        {
            json.WritePropertyName(type.Fields[index].Name);
            Write(json, type.Fields[index].Type, row[index]);
        }

        json.WriteEndObject();
    }
}
