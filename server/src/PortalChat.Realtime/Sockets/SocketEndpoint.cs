using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using PortalChat.Auth.Callers;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Http;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Sockets;

/// <summary><c>GET /realtime/v1/websocket</c>.</summary>
internal sealed class SocketEndpoint(
    SocketRegistry sockets,
    ChannelServices services,
    IHostApplicationLifetime lifetime)
{
    public async Task HandleAsync(HttpContext context)
    {
        // 1. Something to upgrade.
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Errors.WriteAsync(context, StatusCodes.Status400BadRequest, "This address speaks WebSocket only");
            return;
        }

        // 2. Somebody we know.
        var resolution = await ResolveAsync(context);
        if (resolution is not CallerResolution.Known known)
        {
            await Errors.WriteAsync(context, StatusCodes.Status401Unauthorized, TokenRefusal.Message(resolution));
            return;
        }

        // 3. Room.
        if (!sockets.TryReserve())
        {
            await Errors.WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many connected users");
            return;
        }

        try
        {
            await RunAsync(context, known.Caller);
        }
        finally
        {
            sockets.Release();
        }
    }

    private async Task RunAsync(HttpContext context, Caller caller)
    {
        var (webSocket, stream, abort) = await Upgrade.AcceptAsync(context, services.Options);
        using var opened = webSocket;
        var version = context.Request.Query["vsn"].ToString().StartsWith("2.", StringComparison.Ordinal)
            ? SerializerVersion.V2
            : SerializerVersion.V1;
        var socket = new RealtimeSocket(webSocket, stream, abort, version, caller, services, context.RequestAborted);
        sockets.Add(socket);
        await using var stopping = lifetime.ApplicationStopping.Register(
            () => socket.Close(WebSocketCloseStatus.EndpointUnavailable, "server is stopping"));
        try
        {
            await socket.RunAsync();
        }
        finally
        {
            sockets.Remove(socket);
        }
    }

    /// <summary>The key may also come in <c>x-api-key</c>, which only Realtime knows.</summary>
    private ValueTask<CallerResolution> ResolveAsync(HttpContext context)
    {
        var key = context.Request.Headers["x-api-key"].ToString();
        return key.Length > 0 && !context.Request.Query.ContainsKey("apikey")
            ? services.Callers.ResolveAsync(key, context.RequestAborted)
            : services.Callers.ResolveAsync(context.Request, context.RequestAborted);
    }
}
