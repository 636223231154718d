using System.Buffers;
using System.Text.Json;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Topics;

/// <summary>Who is present on a topic. Guarded by the topic's lock.</summary>
internal sealed class PresenceList
{
    /// <summary>Only there from the first on: on most topics nobody shows himself.</summary>
    private Dictionary<string, List<PresenceMeta>>? _byKey;

    public void Add(PresenceMeta meta)
    {
        _byKey ??= new(StringComparer.Ordinal);
        if (!_byKey.TryGetValue(meta.Key, out var metas))
        {
            _byKey.Add(meta.Key, metas = []);
        }

        metas.Add(meta);
    }

    public void Remove(PresenceMeta meta)
    {
        if (_byKey is not null && _byKey.TryGetValue(meta.Key, out var metas) && metas.Remove(meta) && metas.Count == 0)
        {
            _byKey.Remove(meta.Key);
        }
    }

    public bool IsEmpty => _byKey is null or { Count: 0 };

    /// <summary>The payload of <c>presence_state</c>.</summary>
    public byte[] WriteState() => Write(json =>
    {
        foreach (var (key, metas) in _byKey ?? [])
        {
            WriteEntry(json, key, metas);
        }
    });

    /// <summary>The payload of <c>presence_diff</c>.</summary>
    public static byte[] WriteDifference(PresenceDifference difference) => Write(json =>
    {
        WriteSide(json, "joins", difference.Joined);
        WriteSide(json, "leaves", difference.Left);
    });

    private static void WriteSide(Utf8JsonWriter json, string name, IReadOnlyList<PresenceMeta> metas)
    {
        json.WriteStartObject(name);
        foreach (var entry in metas.GroupBy(meta => meta.Key, StringComparer.Ordinal))
        {
            WriteEntry(json, entry.Key, entry);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string key, IEnumerable<PresenceMeta> metas)
    {
        json.WriteStartObject(key);
        json.WriteStartArray("metas");
        foreach (var meta in metas)
        {
            json.WriteRawValue(meta.Json.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, FrameWriter.WriterOptions))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
