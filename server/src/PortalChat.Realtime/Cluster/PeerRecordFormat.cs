using System.Text;
using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Cluster;

/// <summary>
/// Records as bytes: a length, a kind, then its members. A kind that is not known is skipped, so that a newer server can
/// talk to an older one.
/// </summary>
internal static class PeerRecordFormat
{
    private enum Kind : byte
    {
        Beat = 1,
        Ask = 2,
        Said = 3,
        Shown = 4,
        Gone = 5,
        StateStart = 6,
        StateEnd = 7,
        Bye = 8,
    }

    public static byte[] Write(PeerRecord record)
    {
        using var bytes = new MemoryStream(128);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(0);
        WriteMembers(writer, record);
        writer.Seek(0, SeekOrigin.Begin);
        writer.Write((int)bytes.Length - sizeof(int));
        return bytes.ToArray();
    }

    /// <exception cref="IOException">The bytes are not records.</exception>
    public static IEnumerable<PeerRecord> Read(byte[] message)
    {
        using var bytes = new MemoryStream(message);
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        while (bytes.Position < bytes.Length)
        {
            var length = reader.ReadInt32();
            if (length < 1 || length > bytes.Length - bytes.Position)
            {
                throw new EndOfStreamException();
            }

            var next = bytes.Position + length;
            if (ReadMembers(reader) is { } record)
            {
                yield return record;
            }

            bytes.Position = next;
        }
    }

    private static void WriteMembers(BinaryWriter writer, PeerRecord record)
    {
        switch (record)
        {
            case PeerRecord.Beat:
                Write(writer, Kind.Beat);
                break;
            case PeerRecord.Ask ask:
                Write(writer, Kind.Ask);
                writer.Write(ask.Node.ToByteArray());
                break;
            case PeerRecord.Said said:
                Write(writer, Kind.Said);
                Write(writer, said.Topic);
                writer.Write(said.Broadcast.Event);
                writer.Write(said.Broadcast.IsJson);
                writer.Write(said.Broadcast.Meta ?? "");
                Write(writer, said.Broadcast.Payload);
                break;
            case PeerRecord.Shown shown:
                Write(writer, Kind.Shown);
                Write(writer, shown.Topic);
                writer.Write(shown.Meta.Key);
                writer.Write(shown.Meta.Ref);
                writer.Write(shown.Replaces ?? "");
                Write(writer, shown.Meta.Json);
                break;
            case PeerRecord.Gone gone:
                Write(writer, Kind.Gone);
                Write(writer, gone.Topic);
                writer.Write(gone.Ref);
                break;
            case PeerRecord.StateStart:
                Write(writer, Kind.StateStart);
                break;
            case PeerRecord.StateEnd:
                Write(writer, Kind.StateEnd);
                break;
            case PeerRecord.Bye:
                Write(writer, Kind.Bye);
                break;
        }
    }

    private static PeerRecord? ReadMembers(BinaryReader reader) => (Kind)reader.ReadByte() switch
    {
        Kind.Beat => new PeerRecord.Beat(),
        Kind.Ask => new PeerRecord.Ask(new Guid(reader.ReadBytes(16))),
        Kind.Said => ReadSaid(reader),
        Kind.Shown => ReadShown(reader),
        Kind.Gone => new PeerRecord.Gone(ReadTopic(reader), reader.ReadString()),
        Kind.StateStart => new PeerRecord.StateStart(),
        Kind.StateEnd => new PeerRecord.StateEnd(),
        Kind.Bye => new PeerRecord.Bye(),
        _ => null,
    };

    private static PeerRecord.Said ReadSaid(BinaryReader reader)
    {
        var topic = ReadTopic(reader);
        var name = reader.ReadString();
        var isJson = reader.ReadBoolean();
        var meta = reader.ReadString();
        return new PeerRecord.Said(
            topic, new UserBroadcast(name, ReadBytes(reader), isJson, meta.Length == 0 ? null : meta));
    }

    private static PeerRecord.Shown ReadShown(BinaryReader reader)
    {
        var topic = ReadTopic(reader);
        var key = reader.ReadString();
        var reference = reader.ReadString();
        var replaces = reader.ReadString();
        return new PeerRecord.Shown(
            topic,
            new PresenceMeta(key, reference, Shown: "", ReadBytes(reader)),
            replaces.Length == 0 ? null : replaces);
    }

    private static TopicKey ReadTopic(BinaryReader reader) => new(reader.ReadString(), reader.ReadBoolean());

    private static byte[] ReadBytes(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        return length >= 0 && reader.ReadBytes(length) is var bytes && bytes.Length == length
            ? bytes
            : throw new EndOfStreamException();
    }

    private static void Write(BinaryWriter writer, Kind kind) => writer.Write((byte)kind);

    private static void Write(BinaryWriter writer, TopicKey topic)
    {
        writer.Write(topic.Name);
        writer.Write(topic.IsPrivate);
    }

    private static void Write(BinaryWriter writer, ReadOnlyMemory<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes.Span);
    }
}
