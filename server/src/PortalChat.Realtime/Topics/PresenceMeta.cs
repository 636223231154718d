using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Topics;

/// <summary>What one channel shows of itself.</summary>
/// <param name="Key">Under which the others find it; several channels may share one.</param>
/// <param name="Ref">Unlike every other; how a client tells which meta has left.</param>
/// <param name="Shown">What the client sent, to tell whether it has changed; empty for another server's client.</param>
/// <param name="Json">The client's own members and <c>phx_ref</c>, as one JSON object.</param>
internal sealed record PresenceMeta(string Key, string Ref, string Shown, ReadOnlyMemory<byte> Json)
{
    /// <summary>Half of every ref: no other server has the same.</summary>
    private static readonly byte[] ServerPart = RandomNumberGenerator.GetBytes(8);

    private static long _lastRef = DateTime.UtcNow.Ticks;

    /// <param name="key">The channel's presence key.</param>
    /// <param name="payload">A JSON object; its own <c>phx_ref</c>, if any, is dropped.</param>
    /// <param name="previousRef">The meta that this one takes the place of.</param>
    public static PresenceMeta Create(string key, JsonElement payload, string? previousRef)
    {
        var reference = Convert.ToBase64String(
            [.. ServerPart, .. BitConverter.GetBytes(Interlocked.Increment(ref _lastRef))]);
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer, FrameWriter.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("phx_ref", reference);
            if (previousRef is not null)
            {
                json.WriteString("phx_ref_prev", previousRef);
            }

            foreach (var member in payload.EnumerateObject())
            {
                if (member.Name is not ("phx_ref" or "phx_ref_prev"))
                {
                    json.WritePropertyName(member.Name);
                    json.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
                }
            }

            json.WriteEndObject();
        }

        return new PresenceMeta(key, reference, payload.GetRawText(), buffer.WrittenMemory);
    }
}
