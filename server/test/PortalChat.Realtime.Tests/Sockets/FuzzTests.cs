using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Sockets;

public sealed class FuzzTests(PostgresFixture postgres)
{
    private const int Frames = 5000;

    private static readonly string[] Seeds =
    [
        """["1","1","realtime:room","phx_join",{"config":{"broadcast":{"self":true,"ack":true},"presence":{"key":"u1","enabled":true},"postgres_changes":[{"event":"*","schema":"public","table":"chat_requests","filter":"subject=in.(a,b)","select":["id"]}]}}]""",
        """["1","2","realtime:room","broadcast",{"type":"broadcast","event":"e","payload":{"a":[1,null]}}]""",
        """["1","3","realtime:room","presence",{"type":"presence","event":"track","payload":{"a":1}}]""",
        """["1","4","realtime:room","access_token",{"access_token":"x"}]""",
        """["1","5","realtime:room","phx_leave",{}]""",
        """[null,"6","phoenix","heartbeat",{}]""",
    ];

    [Fact] // [RT5]
    public async Task MutatedFrames_BySeed_LogNoError_AndBreakNobodyElse()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var logs = new ErrorLogs();
        await using var realtime = await TestRealtime.StartAsync(
            database, options => options with { MaxMessagesPerSecond = 1_000_000, MaxJoinsPerSecond = 1_000_000 }, logs);
        await using var bystander = await realtime.ConnectAsync();
        await bystander.JoinAsync("quiet", new { broadcast = new { self = true } });
        var random = new Random(20261122);
        var client = await realtime.ConnectAsync(TestCallers.ServiceKey);
        for (var frame = 0; frame < Frames; frame++)
        {
            if (client.HasClosed || client.Socket.State != WebSocketState.Open)
            {
                await client.DisposeAsync();
                client = await realtime.ConnectAsync(TestCallers.ServiceKey);
            }

            var bytes = Mutate(Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]), random);
            var type = random.Next(8) == 0 ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
            try
            {
                await client.Socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None);
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
            {
                // Text that is not UTF-8 breaks the WebSocket protocol itself: that socket is closed.
            }
        }

        await client.DisposeAsync();
        await bystander.PushAsync("realtime:quiet", "broadcast", new { @event = "still here", payload = new { } }, "1");
        await bystander.WaitAsync(message => (string?)message.Payload?["event"] == "still here");
        Assert.Empty(logs.Errors);
        await TestRealtime.UntilAsync(() => realtime.Health is { Sockets: 1, Channels: 1, Subscriptions: 0 });
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        for (var mutation = random.Next(0, 4); mutation > 0; mutation--)
        {
            var at = random.Next(bytes.Length + 1);
            bytes = random.Next(4) switch
            {
                0 when at < bytes.Length => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], .. bytes[random.Next(at, bytes.Length + 1)..]],
                2 => [.. bytes[..at], .. bytes[random.Next(at + 1)..at], .. bytes[at..]],
                _ => [.. bytes[..at], (byte)"{}[]\",:\\0"[random.Next(9)], .. bytes[at..]],
            };
        }

        return bytes;
    }

    /// <summary>Keeps what is logged as an error.</summary>
    private sealed class ErrorLogs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Errors { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
            {
                Errors.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}
