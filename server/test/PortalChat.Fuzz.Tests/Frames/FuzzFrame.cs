using System.Net.WebSockets;
using System.Text;

namespace PortalChat.Fuzz.Tests.Frames;

/// <summary>One message, sent in one WebSocket frame or several.</summary>
internal sealed record FuzzFrame(WebSocketMessageType Type, byte[] Bytes, int Pieces)
{
    public async Task SendAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var size = Math.Max(1, (Bytes.Length + Pieces - 1) / Pieces);
        for (var at = 0; at < Bytes.Length || at == 0; at += size)
        {
            var end = Math.Min(at + size, Bytes.Length);
            await socket.SendAsync(Bytes.AsMemory(at..end), Type, endOfMessage: end == Bytes.Length, cancellationToken);
        }
    }

    public override string ToString() => $"{Type} {Encoding.UTF8.GetString(Bytes)}";
}
