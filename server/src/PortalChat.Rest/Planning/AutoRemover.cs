using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using PortalChat.Database.Catalog;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>Takes <c>"column": "auto"</c> out of those objects of an array that have it, so that the key is missing.</summary>
internal static class AutoRemover
{
    public static Payload Remove(Payload payload, IReadOnlyList<CatalogColumn> columns)
    {
        var names = columns.Select(column => column.Name).ToHashSet();
        var buffer = new ArrayBufferWriter<byte>(payload.Json.Length);
        using (var document = JsonDocument.Parse(payload.Json))
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var row in document.RootElement.EnumerateArray())
            {
                json.WriteStartObject();
                foreach (var property in row.EnumerateObject())
                {
                    var isAuto = names.Contains(property.Name)
                        && property.Value.ValueKind == JsonValueKind.String
                        && property.Value.ValueEquals("auto"u8);
                    if (isAuto)
                        continue;

                    // As it came: what is in it is for Postgres to judge.
                    json.WritePropertyName(property.Name);
                    json.WriteRawValue(JsonMarshal.GetRawUtf8Value(property.Value), skipInputValidation: true);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return payload with { Json = buffer.WrittenMemory };
    }
}
