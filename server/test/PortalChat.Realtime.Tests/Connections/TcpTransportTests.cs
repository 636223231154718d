using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Connections;

/// <summary>What Kestrel gets of its connections, and how many there may be.</summary>
public sealed class TcpTransportTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task OneMoreThanThereMayBe_IsClosed_AndOneThatGoesMakesRoom()
    {
        await using var realtime = await StartAsync(options => options with { MaxConnections = 2 });
        using var first = await ConnectAsync(realtime);
        await using var socket = await realtime.ConnectAsync();
        await socket.SettleAsync();
        Assert.Equal("204", await GetStatusAsync(first));

        // 1. One more; those that are in are served on.
        using var third = await ConnectAsync(realtime);
        Assert.Null(await GetStatusAsync(third));
        await socket.SettleAsync();
        Assert.Equal("204", await GetStatusAsync(first));

        // 2. A request's connection goes, and then a socket.
        first.Close();
        using var fourth = await UntilServedAsync(realtime);
        await socket.DisposeAsync();
        using var fifth = await UntilServedAsync(realtime);
        using var sixth = await ConnectAsync(realtime);
        Assert.Null(await GetStatusAsync(sixth));
    }

    [Fact]
    public async Task ManyMegabytes_GoBothWays_PastAReaderThatPauses()
    {
        await using var realtime = await StartAsync();
        var sent = RandomNumberGenerator.GetBytes(8 * 1024 * 1024);
        using var http = new HttpClient { BaseAddress = realtime.Address };
        using var content = new ByteArrayContent(sent);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/echo", UriKind.Relative)) { Content = content };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await Task.Delay(100);

        Assert.Equal(sent, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AClientThatGoes_AbortsItsRequest(bool resets)
    {
        await using var realtime = await StartAsync();
        using var client = await ConnectAsync(realtime);
        await client.GetStream().WriteAsync("GET /wait HTTP/1.1\r\nHost: test\r\n\r\n"u8.ToArray());
        await TestRealtime.UntilAsync(() => Waiting == 1);

        client.Client.LingerState = new LingerOption(resets, 0);
        client.Close();
        await TestRealtime.UntilAsync(() => Waiting == 0);
    }

    [Fact]
    public async Task AnAddress_ThatAnotherHas_IsRefused()
    {
        await using var realtime = await StartAsync();
        var transport = realtime.Services.GetRequiredService<IConnectionListenerFactory>();
        await Assert.ThrowsAsync<AddressInUseException>(
            () => transport.BindAsync(new IPEndPoint(IPAddress.Loopback, realtime.Address.Port)).AsTask());

        await using var free = await transport.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.NotEqual(0, ((IPEndPoint)free.EndPoint).Port);
    }

    private int Waiting => Volatile.Read(ref _waiting);

    private int _waiting;

    private Task<TestRealtime> StartAsync(Func<RealtimeOptions, RealtimeOptions>? configure = null) =>
        TestRealtime.StartAsync(_database, configure, before: app =>
        {
            app.Map("/none", inner => inner.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }));
            app.Map("/echo", inner => inner.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                await context.Response.Body.WriteAsync(body.ToArray());
            }));
            app.Map("/wait", inner => inner.Run(async context =>
            {
                Interlocked.Increment(ref _waiting);
                var gone = new TaskCompletionSource();
                context.RequestAborted.Register(gone.SetResult);
                await gone.Task;
                Interlocked.Decrement(ref _waiting);
            }));
        });

    private static async Task<TcpClient> ConnectAsync(TestRealtime realtime)
    {
        var client = new TcpClient();
        await client.ConnectAsync(realtime.Address.Host, realtime.Address.Port);
        return client;
    }

    /// <summary>Of an answer without a body; null when the connection is closed instead.</summary>
    private static async Task<string?> GetStatusAsync(TcpClient client)
    {
        try
        {
            await client.GetStream().WriteAsync("GET /none HTTP/1.1\r\nHost: test\r\n\r\n"u8.ToArray());
            var answer = new byte[4096];
            var length = await client.GetStream().ReadAsync(answer);
            return length == 0 ? null : Encoding.ASCII.GetString(answer, 0, length).Split(' ')[1];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The room is made a moment after the other has gone.</summary>
    private static async Task<TcpClient> UntilServedAsync(TestRealtime realtime)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var client = await ConnectAsync(realtime);
            if (await GetStatusAsync(client) is not null)
            {
                return client;
            }

            client.Dispose();
            await Task.Delay(20, patience.Token);
        }
    }
}
