using System.Net.Sockets;
using System.Text;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Http;

/// <summary>Broadcasts whose body is not as long as its header says, past any HTTP client.</summary>
public sealed class BrokenBodyTests(PostgresFixture postgres)
{
    [Theory(DisplayName = "[RT33] a body that cannot be read is refused, and no failure of the server")]
    [InlineData("Transfer-Encoding: chunked", 400)]
    [InlineData("Content-Length: 999999999999999", 413)]
    public async Task Body_ThatCannotBeRead_IsRefused(string framing, int status)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var logs = new ErrorLog();
        await using var realtime = await TestRealtime.StartAsync(database, logs: [logs]);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(realtime.Address.Host, realtime.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /realtime/v1/api/broadcast HTTP/1.1\r\nHost: a\r\napikey: {TestCallers.AnonKey}\r\n{framing}\r\n\r\nzz"));
        var buffer = new byte[12];
        await socket.ReceiveAsync(buffer);

        Assert.Equal($"HTTP/1.1 {status}", Encoding.ASCII.GetString(buffer));
        Assert.Empty(logs.Errors);
    }
}
