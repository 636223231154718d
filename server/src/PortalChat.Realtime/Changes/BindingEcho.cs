using System.Buffers;
using System.Text;
using System.Text.Json;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Changes;

/// <summary>
/// The join reply's <c>postgres_changes</c>: each binding as it was sent, in its place, with its id. The client
/// compares by position.
/// </summary>
internal static class BindingEcho
{
    /// <summary>Ids fit in 27 bits, as upstream's do.</summary>
    private const uint Mask = 0x07FF_FFFF;

    /// <summary>
    /// Equal bindings get equal ids, here and on every other socket, so that frames can be shared between sockets.
    /// </summary>
    public static int[] Ids(IReadOnlyList<RequestedBinding> bindings)
    {
        var known = new Dictionary<int, string>();
        var ids = new int[bindings.Count];
        for (var index = 0; index < ids.Length; index++)
        {
            var text = Encoding.UTF8.GetString(bindings[index].Raw);
            var id = Hash(bindings[index].Raw);
            while (known.TryGetValue(id, out var other) && other != text)
            {
                id = (int)(((uint)id + 1) & Mask);
            }

            known[id] = text;
            ids[index] = id;
        }

        return ids;
    }

    public static byte[] Write(IReadOnlyList<RequestedBinding> bindings, IReadOnlyList<int> ids)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer, FrameWriter.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartArray("postgres_changes");
            for (var index = 0; index < bindings.Count; index++)
            {
                json.WriteStartObject();
                json.WriteNumber("id", ids[index]);
                using var sent = JsonDocument.Parse(bindings[index].Raw);
                foreach (var member in sent.RootElement.EnumerateObject().Where(member => member.Name != "id"))
                {
                    json.WritePropertyName(member.Name);
                    json.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>FNV-1a.</summary>
    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var each in bytes)
        {
            hash = (hash ^ each) * 16777619u;
        }

        return (int)((hash ^ (hash >> 27)) & Mask);
    }
}
