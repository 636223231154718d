using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace PortalChat.Realtime.Sockets;

/// <summary>
/// The WebSocket handshake, done here rather than by ASP.NET Core where that is possible, for the sake of the stream
/// beneath: the outbox writes many frames to it at once, where the WebSocket sends one at a time.
/// </summary>
internal static class Upgrade
{
    /// <summary>The stream is null where there is none to share (HTTP/2).</summary>
    public static async Task<(WebSocket WebSocket, SharedStream? Stream, Action Abort)> AcceptAsync(
        HttpContext context,
        RealtimeOptions options)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            var accepted = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                KeepAliveInterval = options.PingInterval,
                KeepAliveTimeout = options.PingTimeout,
            });
            return (accepted, null, accepted.Abort);
        }

        var headers = context.Response.Headers;
        headers[HeaderNames.Connection] = "Upgrade";
        headers[HeaderNames.Upgrade] = "websocket";
        headers[HeaderNames.SecWebSocketAccept] = Accept(context.Request.Headers.SecWebSocketKey.ToString());
        var stream = new SharedStream(await upgrade.UpgradeAsync());

        // Of the connection, not of the context: that may be somebody else's by the time it is called.
        var connection = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        var webSocket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            KeepAliveInterval = options.PingInterval,
            KeepAliveTimeout = options.PingTimeout,
        });
        return (webSocket, stream, connection.Abort);
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 demands SHA-1; nothing is kept secret by it.")]
    private static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes($"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
