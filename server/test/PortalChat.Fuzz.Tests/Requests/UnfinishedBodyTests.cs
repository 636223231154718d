using System.Net.Sockets;
using PortalChat.Fuzz.Tests.Serving;
using PortalChat.Testing;

namespace PortalChat.Fuzz.Tests.Requests;

/// <summary>Clients that say how long a body is, send less and stop sending, as one does whose network goes.</summary>
public sealed class UnfinishedBodyTests(PostgresFixture postgres)
{
    [Theory(DisplayName = "[RE65] [AU112] [RT33] a body that ends before its length is the client's matter and no error of the server")]
    [InlineData("/rest/v1/chat_messages", 400)]
    [InlineData("/rest/v1/rpc/send_support_message", 404)]
    [InlineData("/auth/v1/token?grant_type=password", 400)]
    [InlineData("/realtime/v1/api/broadcast", 422)]
    public async Task Body_ThatEndsEarly_LogsNoError(string path, int whenWhole)
    {
        await using var server = await FuzzServer.StartAsync(postgres);
        using var client = new RawConnection(server.Address);
        var whole = new FuzzRequest(
            "POST", path, [("apikey", server.Keys.ApiKeys.Publishable!), ("Content-Type", "application/json")], "{\"a\":1}"u8.ToArray());
        var unfinished = whole with { Headers = [.. whole.Headers, ("Content-Length", "100")], IsBadlyFramed = true };

        // The control: the same bytes are read and answered where all of them come.
        Assert.Equal(whenWhole, (await client.SendAsync(whole)).Status);
        for (var pause = 0; pause < 40; pause++)
        {
            await SendUnfinishedAsync(server.Address, unfinished, pause);
        }

        Assert.Equal(whenWhole, (await client.SendAsync(whole)).Status);
        await server.AtRestAsync(sockets: 0);
        Assert.Empty(server.Log.Errors);
    }

    /// <summary>
    /// The pauses differ, so that the end comes together with the bytes as well as after they were read; half of the
    /// clients end it in good order and half by a reset.
    /// </summary>
    private static async Task SendUnfinishedAsync(Uri server, FuzzRequest request, int pause)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        await socket.SendAsync(request.ToBytes());
        await Task.Delay(pause);
        if (pause % 2 == 0)
        {
            socket.LingerState = new LingerOption(true, 0);
            return;
        }

        socket.Shutdown(SocketShutdown.Send);
        try
        {
            // Closed or refused, but never left waiting.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var answer = new byte[12];
            var length = await socket.ReceiveAsync(answer, patience.Token);
            Assert.True(length == 0 || answer.AsSpan(0, length).StartsWith("HTTP/1.1 4"u8));
        }
        catch (SocketException)
        {
            // Cut off, which is an answer to half a request.
        }
    }
}
