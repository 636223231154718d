using System.Buffers.Binary;

namespace PortalChat.Realtime.Cluster;

/// <summary>
/// What one notification carries, as base64: the server's id, the packet's number, and sealed a byte that says whether
/// it begins and ends a message, and a part of that message.
/// </summary>
internal readonly record struct Packet(Guid Node, long Number, ReadOnlyMemory<byte> Sealed)
{
    /// <summary>Bytes of a message in one packet: a notification takes less than 8,000 bytes of text.</summary>
    public const int MaxPart = (7999 / 4 * 3) - HeaderBytes - PacketSeal.TagBytes - 1;

    private const int HeaderBytes = 16 + sizeof(long);
    private const byte Begins = 1;
    private const byte Ends = 2;

    /// <summary>The message in as many packets as it needs, numbered on from <paramref name="lastNumber"/>.</summary>
    public static List<string> Write(
        PacketSeal seal, Guid node, int backend, ref long lastNumber, ReadOnlySpan<byte> message)
    {
        var packets = new List<string>((message.Length / MaxPart) + 1);
        for (var start = 0; start < message.Length; start += MaxPart)
        {
            var part = message[start..Math.Min(start + MaxPart, message.Length)];
            var plain = new byte[part.Length + 1];
            plain[0] = (byte)((start == 0 ? Begins : 0) | (start + part.Length == message.Length ? Ends : 0));
            part.CopyTo(plain.AsSpan(1));

            var packet = new byte[HeaderBytes + plain.Length + PacketSeal.TagBytes];
            node.TryWriteBytes(packet);
            BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(16), ++lastNumber);
            seal.Seal(lastNumber, backend, plain, packet.AsSpan(HeaderBytes));
            packets.Add(Convert.ToBase64String(packet));
        }

        return packets;
    }

    /// <summary>Null for what is no packet.</summary>
    public static Packet? Read(string payload)
    {
        var bytes = new byte[payload.Length / 4 * 3];
        return Convert.TryFromBase64String(payload, bytes, out var length)
            && length > HeaderBytes + PacketSeal.TagBytes
            ? new Packet(
                new Guid(bytes.AsSpan(0, 16)),
                BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)),
                bytes.AsMemory(HeaderBytes..length))
            : null;
    }

    /// <summary>Null where it is not from whom it says.</summary>
    public PacketPart? Open(PacketSeal seal, int backend) =>
        seal.Open(Number, backend, Sealed.Span) is [var flags, ..] plain
            ? new PacketPart((flags & Begins) != 0, (flags & Ends) != 0, plain.AsMemory(1))
            : null;
}

/// <summary>A part of a message.</summary>
internal readonly record struct PacketPart(bool Begins, bool Ends, ReadOnlyMemory<byte> Bytes);
