using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace PortalChat.Rest.Requests;

/// <summary>An HTML form's body as a JSON object of texts.</summary>
internal static class FormBody
{
    public static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var pair in new QueryStringEnumerable(Encoding.UTF8.GetString(body.Span)))
                json.WriteString(pair.DecodeName().Span, pair.DecodeValue().Span);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
