using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PortalChat.Rest.Endpoints;

/// <summary>The request's headers as the JSON object that policies and functions read from <c>request.headers</c>.</summary>
internal static class HeaderSettings
{
    public static string Write(IHeaderDictionary headers)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, JsonStyle.Readable))
        {
            json.WriteStartObject();
            foreach (var (name, values) in headers)
            {
                if (!string.Equals(name, "Cookie", StringComparison.OrdinalIgnoreCase))
                    json.WriteString(name.ToLowerInvariant(), values.ToString());
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
