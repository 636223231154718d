using System.Buffers;
using System.Text.Json;
using PortalChat.Realtime.Changes;

namespace PortalChat.LogBench;

/// <summary>A row as JSON, into memory that is used again.</summary>
internal sealed class Json
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    public void Write(string?[] values)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartArray();
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public void Write(RowValues values)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartArray();
        for (var index = 0; index < values.Count; index++)
        {
            if (values.Has(index))
            {
                json.WriteStringValue(values.Utf8(index));
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }
}
