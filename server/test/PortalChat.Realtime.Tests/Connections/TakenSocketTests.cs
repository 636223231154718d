using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Connections;

/// <summary>A socket that outlives the request that it began with, and Kestrel's connection.</summary>
public sealed class TakenSocketTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task AnOpenSocket_KeepsNothingOfItsRequest()
    {
        WeakReference? request = null;
        await using var realtime = await TestRealtime.StartAsync(_database, before: app => app.Use(next => context =>
        {
            request ??= Weak(context);
            return next(context);
        }));
        await using var client = await realtime.ConnectAsync();
        await client.SettleAsync();

        await TestRealtime.UntilAsync(() =>
        {
            GC.Collect();
            return request is { IsAlive: false };
        });
        await client.SettleAsync();
        Assert.Equal(1, realtime.Health.Sockets);
    }

    [Fact]
    public async Task WhatAClientSends_BeforeItHasTheAnswer_IsNotLost()
    {
        await using var realtime = await TestRealtime.StartAsync(_database);
        using var client = new TcpClient();
        await client.ConnectAsync(realtime.Address.Host, realtime.Address.Port);
        var heartbeat = "[null,\"7\",\"phoenix\",\"heartbeat\",{}]"u8.ToArray();
        byte[] masked = [0x81, (byte)(0x80 | heartbeat.Length), 0, 0, 0, 0, .. heartbeat];
        await client.GetStream().WriteAsync((byte[])[.. Handshake(), .. masked]);

        Assert.Contains("\"7\",\"phoenix\",\"phx_reply\"", await ReadUntilAsync(client, "phx_reply"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClientThatGoes_WithoutAWord_LeavesNothing()
    {
        await using var realtime = await TestRealtime.StartAsync(_database);
        await using var other = await realtime.ConnectAsync();
        using var client = await ConnectRawAsync(realtime);
        await TestRealtime.UntilAsync(() => realtime.Health.Sockets == 2);

        client.Client.LingerState = new LingerOption(true, 0);
        client.Close();
        await TestRealtime.UntilAsync(() => realtime.Health.Sockets == 1);
        await other.SettleAsync();
    }

    [Fact]
    public async Task ASocketThatFails_IsLoggedAndCut_TheOthersAreNot()
    {
        using var log = new ErrorLog();
        using var trap = new Trap("is not a message");
        await using var realtime = await TestRealtime.StartAsync(_database, logs: [log, trap]);
        await using var failing = await realtime.ConnectAsync();
        await using var other = await realtime.ConnectAsync();
        await failing.SettleAsync();
        Assert.Empty(log.Errors);

        await failing.SendTextAsync("{");
        await TestRealtime.UntilAsync(() => failing.HasClosed && realtime.Health.Sockets == 1);
        Assert.Contains("3019 A socket failed", Assert.Single(log.Errors), StringComparison.Ordinal);
        await other.SettleAsync();
    }

    [Fact]
    public async Task AServerThatStops_TellsEverySocket_AndWaitsUntilItHasAnswered()
    {
        await using var realtime = await TestRealtime.StartAsync(_database);
        await using var client = await realtime.ConnectAsync();
        await client.SettleAsync();
        await realtime.StopAsync(CancellationToken.None);

        Assert.Equal(0, realtime.Health.Sockets);
        await TestRealtime.UntilAsync(() => client.HasClosed);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.Socket.CloseStatus);
        Assert.Equal("server is stopping", client.Socket.CloseStatusDescription);
    }

    [Fact]
    public async Task AServerThatStops_WaitsForNobodyWhoIsSilent_LongerThanItHas()
    {
        var realtime = await TestRealtime.StartAsync(_database);
        using var client = await ConnectRawAsync(realtime);
        await TestRealtime.UntilAsync(() => realtime.Health.Sockets == 1);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await realtime.StopAsync(patience.Token);

        Assert.True(patience.IsCancellationRequested, "it has not waited");
        await ReadUntilAsync(client, "server is stopping");
        await realtime.DisposeAsync();
        var ended = await Assert.ThrowsAsync<IOException>(() => client.GetStream().ReadAsync(new byte[1]).AsTask());
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(ended.InnerException).SocketErrorCode);
    }

    private static byte[] Handshake() => Encoding.ASCII.GetBytes(
        $"GET /realtime/v1/websocket?apikey={TestCallers.AnonKey}&vsn=2.0.0 HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\n"
        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    /// <summary>A client that does nothing after its handshake.</summary>
    private static async Task<TcpClient> ConnectRawAsync(TestRealtime realtime)
    {
        var client = new TcpClient();
        await client.ConnectAsync(realtime.Address.Host, realtime.Address.Port);
        await client.GetStream().WriteAsync(Handshake());
        await ReadUntilAsync(client, "\r\n\r\n");
        return client;
    }

    private static async Task<string> ReadUntilAsync(TcpClient client, string end)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains(end, StringComparison.Ordinal))
        {
            var length = await client.GetStream().ReadAsync(buffer, patience.Token);
            Assert.True(length > 0, $"closed after: {text}");
            text.Append(Encoding.Latin1.GetString(buffer, 0, length));
        }

        return text.ToString();
    }

    /// <summary>In a method of its own, so that no local of the test keeps the context.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Weak(HttpContext context) => new(context);

    /// <summary>A log that fails at one message: the one way to have any code fail that logs.</summary>
    private sealed class Trap(string word) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException("This log fails.");
            }
        }

        public void Dispose()
        {
        }
    }
}
