using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;

namespace PortalChat.Load.Target;

/// <summary>
/// What Kestrel by itself can do, in a process of its own: accepts sockets and sends what is posted to all of them,
/// with no database, no channels, no rights and no limits.
/// </summary>
internal static class BareBroadcast
{
    public static async Task ServeAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        await using var app = builder.Build();
        var sockets = new ConcurrentDictionary<WebSocket, bool>();
        var turn = new SemaphoreSlim(1, 1);
        app.UseWebSockets();
        app.Map("/realtime/v1/websocket", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            sockets.TryAdd(socket, true);
            await socket.ReceiveAsync(Memory<byte>.Empty, context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            sockets.TryRemove(socket, out _);
        });
        app.MapPost("/broadcast", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var bytes = body.ToArray();
            await turn.WaitAsync(context.RequestAborted);
            try
            {
                await Parallel.ForEachAsync(
                    sockets.Keys,
                    async (socket, stop) => await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, stop));
            }
            finally
            {
                turn.Release();
            }
        });
        await app.RunAsync(cancellationToken);
    }

    /// <summary>Starts this program again as a bare server.</summary>
    public static async Task<(Process Process, IPEndPoint Address)> StartAsync(CancellationToken cancellationToken)
    {
        var port = ServerUnderTest.FreePort();
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(BareBroadcast).Assembly.Location, "bare", $"{port}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        await ServerUnderTest.WaitUntilListeningAsync(port, cancellationToken);
        return (process, new IPEndPoint(IPAddress.Loopback, port));
    }
}
