using System.Net;
using System.Net.WebSockets;
using PortalChat.Testing.Servers;

namespace PortalChat.Host.Tests.Startup;

/// <summary>A process that has no file left is ended by its runtime: a server must never get there.</summary>
public sealed class OpenFilesTests
{
    private const int Limit = 600;

    [Fact]
    public async Task AtTheLimitOfOpenFiles_SocketsAreRefused_RequestsAreServed_AndLeavingMakesRoom()
    {
        await using var server = await Testing.Servers.ServerProcess.StartNewAsync(new ServerProcessOptions
        {
            Launcher = ["sh", "-c", $"ulimit -n {Limit}; exec \"$@\"", "sh"],
        });
        var sockets = new List<ClientWebSocket>();
        using var http = new HttpClient { BaseAddress = server.Address };

        // 1. Until one is refused, and on: it says so, and goes on saying so.
        for (var refused = 0; refused < 50;)
        {
            Assert.InRange(sockets.Count, 0, Limit);
            if (await ConnectAsync(server) is { } socket)
            {
                sockets.Add(socket);
            }
            else
            {
                refused++;
            }
        }

        // 2. Those who are in are served, and so are requests.
        Assert.InRange(sockets.Count, 100, Limit);
        await sockets[0].SendAsync("[null,\"1\",\"phoenix\",\"heartbeat\",{}]"u8.ToArray(), WebSocketMessageType.Text, true, default);
        var answer = await sockets[0].ReceiveAsync(new byte[200].AsMemory(), default);
        Assert.Equal(WebSocketMessageType.Text, answer.MessageType);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);

        // 3. Who leaves makes room.
        sockets.ForEach(socket => socket.Dispose());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        ClientWebSocket? next;
        while ((next = await ConnectAsync(server)) is null)
        {
            await Task.Delay(50, patience.Token);
        }

        next.Dispose();
    }

    [Fact]
    public async Task WithTooFewFiles_TheServerSaysSo_AndDoesNotStart()
    {
        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() => Testing.Servers.ServerProcess.StartNewAsync(
            new ServerProcessOptions { Launcher = ["sh", "-c", "ulimit -n 400; exec \"$@\"", "sh"] }));
        Assert.Contains("This process may open only 400 files; it needs at least 512.", ended.Message, StringComparison.Ordinal);
    }

    /// <summary>Null where the server says that it is full.</summary>
    private static async Task<ClientWebSocket?> ConnectAsync(Testing.Servers.ServerProcess server)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            var address = new UriBuilder(server.Address)
            {
                Scheme = "ws",
                Path = "/realtime/v1/websocket",
                Query = $"apikey={server.Environment.ServiceRoleKey}&vsn=2.0.0",
            };
            await socket.ConnectAsync(address.Uri, default);
            return socket;
        }
        catch (WebSocketException)
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, socket.HttpStatusCode);
            socket.Dispose();
            return null;
        }
    }
}
