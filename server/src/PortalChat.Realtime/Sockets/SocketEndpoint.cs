using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using PortalChat.Auth.Callers;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Http;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Sockets;

/// <summary><c>GET /realtime/v1/websocket</c>.</summary>
internal sealed class SocketEndpoint
{
    private readonly SocketRegistry _sockets;
    private readonly ChannelServices _services;
    private readonly IHostApplicationLifetime _lifetime;

    public SocketEndpoint(SocketRegistry sockets, ChannelServices services, IHostApplicationLifetime lifetime)
    {
        _sockets = sockets;
        _services = services;
        _lifetime = lifetime;
        lifetime.ApplicationStopping.Register(() =>
        {
            foreach (var socket in sockets.All)
            {
                SayServerStops(socket);
            }
        });
    }

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
        if (!_sockets.TryReserve())
        {
            await Errors.WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many connected users");
            return;
        }

        var version = context.Request.Query["vsn"].ToString().StartsWith("2.", StringComparison.Ordinal)
            ? SerializerVersion.V2
            : SerializerVersion.V1;
        var place = new Place(this, version, known.Caller);
        try
        {
            await Upgrade.AcceptAsync(context, _services, place.RunAsync);
        }
        catch
        {
            place.GiveUp();
            throw;
        }
    }

    /// <summary>Room for one socket, given back once: by the socket that ends, or because none came of it.</summary>
    private sealed class Place(SocketEndpoint endpoint, SerializerVersion version, Caller caller)
    {
        private bool _isTaken;

        /// <summary>Nothing of the request is to be used here: it may have ended. Lets no exception out.</summary>
        public async Task RunAsync(Upgraded upgraded)
        {
            _isTaken = true;
            using var webSocket = upgraded.WebSocket;
            RealtimeSocket? socket = null;
            try
            {
                socket = new RealtimeSocket(upgraded, version, caller, endpoint._services);
                endpoint._sockets.Add(socket);
                if (endpoint._lifetime.ApplicationStopping.IsCancellationRequested)
                {
                    // Those that were there have been told already.
                    SayServerStops(socket);
                }

                await socket.RunAsync();
            }
            catch (Exception exception)
            {
                RealtimeLog.SocketFailed(endpoint._services.Logger, exception);
                upgraded.Abort();
            }
            finally
            {
                if (socket is not null)
                {
                    endpoint._sockets.Remove(socket);
                }

                endpoint._sockets.Release();
            }
        }

        public void GiveUp()
        {
            if (!_isTaken)
            {
                endpoint._sockets.Release();
            }
        }
    }

    private static void SayServerStops(RealtimeSocket socket) =>
        socket.Close(WebSocketCloseStatus.EndpointUnavailable, "server is stopping");

    /// <summary>The key may also come in <c>x-api-key</c>, which only Realtime knows.</summary>
    private ValueTask<CallerResolution> ResolveAsync(HttpContext context)
    {
        var key = context.Request.Headers["x-api-key"].ToString();
        return key.Length > 0 && !context.Request.Query.ContainsKey("apikey")
            ? _services.Callers.ResolveAsync(key, context.RequestAborted)
            : _services.Callers.ResolveAsync(context.Request, context.RequestAborted);
    }
}
