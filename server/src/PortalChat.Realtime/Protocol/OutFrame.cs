using System.Buffers.Binary;
using System.Net.WebSockets;

namespace PortalChat.Realtime.Protocol;

/// <summary>
/// One encoded WebSocket message. The bytes are written once, shared by every socket that gets them, and never
/// changed or returned to a pool afterwards.
/// </summary>
internal sealed class OutFrame
{
    private const byte Final = 0x80;
    private const byte Text = 1;
    private const byte Binary = 2;
    private const byte PingCode = 9;

    public OutFrame(ReadOnlySpan<byte> bytes, WebSocketMessageType type)
    {
        Span<byte> head = stackalloc byte[10];
        head[0] = (byte)(Final | (type == WebSocketMessageType.Text ? Text : Binary));
        var length = 2;
        if (bytes.Length < 126)
        {
            head[1] = (byte)bytes.Length;
        }
        else if (bytes.Length <= ushort.MaxValue)
        {
            head[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)bytes.Length);
            length = 4;
        }
        else
        {
            head[1] = 127;
            BinaryPrimitives.WriteInt64BigEndian(head[2..], bytes.Length);
            length = 10;
        }

        Type = type;
        Whole = (byte[])[.. head[..length], .. bytes];
        Bytes = Whole[length..];
    }

    private OutFrame(byte[] whole) => Whole = whole;

    /// <summary>Not a message: the peer's WebSocket answers it by itself.</summary>
    public static OutFrame Ping { get; } = new([Final | PingCode, 0]);

    public WebSocketMessageType Type { get; }

    /// <summary>The message.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The message with its head, as it goes over the wire (RFC 6455, from a server: not masked).</summary>
    public ReadOnlyMemory<byte> Whole { get; }
}
