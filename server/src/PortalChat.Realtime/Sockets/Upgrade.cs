using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Connections;

namespace PortalChat.Realtime.Sockets;

/// <summary>
/// The WebSocket handshake, done here rather than by ASP.NET Core where that is possible, for the sake of the stream
/// beneath: the outbox writes many frames to it at once, where the WebSocket sends one at a time.
/// </summary>
internal static class Upgrade
{
    /// <summary>Answers the request and has <paramref name="run"/> serve the WebSocket, in the request or after it.</summary>
    public static async Task AcceptAsync(HttpContext context, ChannelServices services, Func<Upgraded, Task> run)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            // HTTP/2.
            var accepted = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                KeepAliveInterval = services.Options.PingInterval,
                KeepAliveTimeout = services.Options.PingTimeout,
            });
            await run(new Upgraded(accepted, null, accepted.Abort));
            return;
        }

        var headers = context.Response.Headers;
        headers[HeaderNames.Connection] = "Upgrade";
        headers[HeaderNames.Upgrade] = "websocket";
        headers[HeaderNames.SecWebSocketAccept] = Accept(context.Request.Headers.SecWebSocketKey.ToString());
        if (context.Features.Get<TcpConnection>() is { } tcp
            && tcp.IsReachedBy(context.Features.Get<IConnectionTransportFeature>()?.Transport))
        {
            await upgrade.UpgradeAsync();
            tcp.Take(stream => run(Over(stream, stream.Abort, services.Time)));
            return;
        }

        // Of the connection, not of the context: that may be somebody else's by the time it is called.
        var connection = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        await run(Over(await upgrade.UpgradeAsync(), connection.Abort, services.Time));
    }

    /// <summary>Without pings of its own, for which it would keep a timer: the sweep comes by anyway.</summary>
    private static Upgraded Over(Stream connection, Action abort, TimeProvider time)
    {
        var stream = new SharedStream(connection, time);
        var options = new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan };
        return new Upgraded(WebSocket.CreateFromStream(stream, options), stream, abort);
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 demands SHA-1; nothing is kept secret by it.")]
    private static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes($"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}

/// <param name="WebSocket">The connection, as messages.</param>
/// <param name="Stream">The same as bytes; null where it cannot be shared (HTTP/2).</param>
/// <param name="Abort">Drops it at once.</param>
internal sealed record Upgraded(WebSocket WebSocket, SharedStream? Stream, Action Abort);
