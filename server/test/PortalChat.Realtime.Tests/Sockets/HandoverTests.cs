using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Sockets;

/// <summary>A connection that outlives the request that it began with.</summary>
public sealed class HandoverTests(PostgresFixture postgres) : IAsyncLifetime
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
        using var client = new TcpClient();
        await client.ConnectAsync(realtime.Address.Host, realtime.Address.Port);
        await client.GetStream().WriteAsync(Handshake());
        await ReadUntilAsync(client, "\r\n\r\n");
        await TestRealtime.UntilAsync(() => realtime.Health.Sockets == 2);

        client.Client.LingerState = new LingerOption(true, 0);
        client.Close();
        await TestRealtime.UntilAsync(() => realtime.Health.Sockets == 1);
        await other.SettleAsync();
    }

    private static byte[] Handshake() => Encoding.ASCII.GetBytes(
        $"GET /realtime/v1/websocket?apikey={TestCallers.AnonKey}&vsn=2.0.0 HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\n"
        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

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
}
