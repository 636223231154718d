using System.Text;
using System.Text.Json;

namespace PortalChat.Realtime.Changes;

/// <summary>Writes a value, given in Postgres' text form, as <c>to_json</c> would.</summary>
internal static class PgJson
{
    /// <summary>Longer than any moment that Postgres writes.</summary>
    private const int MaxMoment = 64;

    public static void Write(Utf8JsonWriter json, PgType type, ReadOnlySpan<byte> value)
    {
        switch (type.Kind)
        {
            case PgTypeKind.Bool:
                json.WriteBooleanValue(value.SequenceEqual("t"u8) || value.SequenceEqual("true"u8));
                break;
            case PgTypeKind.Number when IsDigits(value):
            case PgTypeKind.Json:
                json.WriteRawValue(value, skipInputValidation: true);
                break;
            case PgTypeKind.Timestamp or PgTypeKind.TimestampWithZone when value.Length < MaxMoment:
                WriteMoment(json, value, withZone: type.Kind == PgTypeKind.TimestampWithZone);
                break;
            case PgTypeKind.Array when PgLiteral.TryReadArray(Encoding.UTF8.GetString(value), type.Delimiter) is { } array:
                WriteArray(json, type.Element!, array);
                break;
            case PgTypeKind.Composite
                when PgLiteral.TryReadRow(Encoding.UTF8.GetString(value)) is { } row && row.Count == type.Fields.Count:
                WriteRow(json, type, row);
                break;
            default:
                json.WriteStringValue(value);
                break;
        }
    }

    /// <summary>A part of a value.</summary>
    private static void Write(Utf8JsonWriter json, PgType type, string? text)
    {
        if (text is null)
        {
            json.WriteNullValue();
        }
        else
        {
            Write(json, type, Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>JSON has no word for the others: NaN and the infinities.</summary>
    private static bool IsDigits(ReadOnlySpan<byte> value) =>
        !value.SequenceEqual("NaN"u8) && !value.SequenceEqual("Infinity"u8) && !value.SequenceEqual("-Infinity"u8);

    /// <summary><c>2026-01-01 10:00:00.5+00</c> becomes <c>2026-01-01T10:00:00.5+00:00</c>.</summary>
    private static void WriteMoment(Utf8JsonWriter json, ReadOnlySpan<byte> value, bool withZone)
    {
        Span<byte> iso = stackalloc byte[MaxMoment + 3];
        value.Replace(iso, (byte)' ', (byte)'T');
        var length = value.Length;
        if (withZone && length >= 3 && value[^3] is (byte)'+' or (byte)'-')
        {
            ":00"u8.CopyTo(iso[length..]);
            length += 3;
        }

        json.WriteStringValue(iso[..length]);
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
