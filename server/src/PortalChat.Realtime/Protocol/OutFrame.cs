using System.Net.WebSockets;

namespace PortalChat.Realtime.Protocol;

/// <summary>
/// One encoded WebSocket message. The bytes are written once, shared by every socket that gets them, and never
/// changed or returned to a pool afterwards.
/// </summary>
internal sealed record OutFrame(ReadOnlyMemory<byte> Bytes, WebSocketMessageType Type);
