using System.Net.Sockets;
using System.Text;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Sockets;

public sealed class SlowReaderTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact] // [RT44]
    public async Task AReaderThatNeverReads_IsCutOff_AndTheOthersHearEverything()
    {
        await using var realtime = await TestRealtime.StartAsync(
            _database, options => options with { MaxQueuedBytes = 1_000_000, MaxMessagesPerSecond = 100_000 });
        await using var stuck = await TestClient.ConnectAsync(realtime.Address, TestCallers.AnonKey, "2.0.0", reads: false);
        await stuck.PushAsync("realtime:room", "phx_join", new { });
        await using var reader = await realtime.ConnectAsync();
        await using var sender = await realtime.ConnectAsync();
        await reader.JoinAsync("room");
        await sender.JoinAsync("room", new { broadcast = new { ack = true } });

        // More than the queue and the kernel's buffers hold.
        var payload = new string('x', 100_000);
        for (var n = 0; n < 300; n++)
        {
            await sender.ReplyAsync(
                await sender.PushAsync("realtime:room", "broadcast", new { @event = "e", payload = new { n, payload } }, "1"));
        }

        await reader.WaitAsync(message => (int?)message.Payload?["payload"]?["n"] == 299);
        Assert.Equal(
            Enumerable.Range(0, 300),
            reader.All.Where(message => message.Event == "broadcast").Select(message => (int)message.Payload!["payload"]!["n"]!));
        await TestRealtime.UntilAsync(() => realtime.Health.Sockets == 2);
    }

    [Fact] // [RT46]
    public async Task ASocketThatSaysNothing_IsCutOff_OneWithHeartbeatsIsNot()
    {
        await using var realtime = await TestRealtime.StartAsync(
            _database, options => options with { IdleTimeout = TimeSpan.FromSeconds(2) });
        await using var silent = await realtime.ConnectAsync();
        await using var lively = await realtime.ConnectAsync();
        await TestRealtime.UntilAsync(() =>
        {
            _ = lively.SettleAsync();
            return silent.HasClosed;
        });

        await lively.SettleAsync();
    }

    [Fact] // [RT46]
    public async Task AConnectionThatAnswersNoPing_IsCutOff_OneThatDoesIsNot()
    {
        using var logs = new ErrorLog();
        await using var realtime = await TestRealtime.StartAsync(_database, options => options with
        {
            PingInterval = TimeSpan.FromSeconds(1),
            PingTimeout = TimeSpan.FromSeconds(1),
        }, [logs]);
        await using var lively = await realtime.ConnectAsync();
        using var stuck = new TcpClient();
        await stuck.ConnectAsync(realtime.Address.Host, realtime.Address.Port);
        await stuck.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /realtime/v1/websocket?apikey={TestCallers.AnonKey} HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        await TestRealtime.UntilAsync(() => realtime.Health.Sockets == 2);
        await TestRealtime.UntilAsync(() => realtime.Health.Sockets == 1);
        Assert.Empty(logs.Errors);
        await lively.SettleAsync();
    }
}
