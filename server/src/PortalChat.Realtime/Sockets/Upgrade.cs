using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace PortalChat.Realtime.Sockets;

/// <summary>
/// The WebSocket handshake, done here rather than by ASP.NET Core where that is possible, for the sake of the stream
/// beneath: the outbox writes many frames to it at once, where the WebSocket sends one at a time.
/// </summary>
internal static class Upgrade
{
    /// <summary>Answers the request and has <paramref name="run"/> serve the WebSocket, in the request or after it.</summary>
    public static async Task AcceptAsync(HttpContext context, RealtimeOptions options, Func<Upgraded, Task> run)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            // HTTP/2.
            var accepted = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                KeepAliveInterval = options.PingInterval,
                KeepAliveTimeout = options.PingTimeout,
            });
            await run(new Upgraded(accepted, null, accepted.Abort));
            return;
        }

        var headers = context.Response.Headers;
        headers[HeaderNames.Connection] = "Upgrade";
        headers[HeaderNames.Upgrade] = "websocket";
        headers[HeaderNames.SecWebSocketAccept] = Accept(context.Request.Headers.SecWebSocketKey.ToString());
        if (context.Features.Get<ConnectionHandover>() is { } handover
            && handover.Reaches(context.Features.Get<IConnectionTransportFeature>()?.Transport))
        {
            // Else Kestrel would time the reading of what it believes to be the last of its answer.
            context.Features.GetRequiredFeature<IHttpMinResponseDataRateFeature>().MinDataRate = null;
            await upgrade.UpgradeAsync();
            handover.Take(() => run(Over(handover.OpenStream(), handover.Abort, options)));
            return;
        }

        // Of the connection, not of the context: that may be somebody else's by the time it is called.
        var connection = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        await run(Over(await upgrade.UpgradeAsync(), connection.Abort, options));
    }

    private static Upgraded Over(Stream connection, Action abort, RealtimeOptions options)
    {
        var stream = new SharedStream(connection, abort);
        stream.Reader = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            KeepAliveInterval = options.PingInterval,
            KeepAliveTimeout = options.PingTimeout,
        });
        return new Upgraded(stream.Reader, stream, abort);
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 demands SHA-1; nothing is kept secret by it.")]
    private static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes($"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}

/// <param name="WebSocket">The connection, as messages.</param>
/// <param name="Stream">The same as bytes; null where it cannot be shared (HTTP/2).</param>
/// <param name="Abort">Drops it at once.</param>
internal sealed record Upgraded(WebSocket WebSocket, SharedStream? Stream, Action Abort);
