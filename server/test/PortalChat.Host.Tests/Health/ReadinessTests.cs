using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Database.Catalog;
using PortalChat.Host.Health;
using PortalChat.Realtime;
using PortalChat.Testing;

namespace PortalChat.Host.Tests.Health;

/// <summary>Ready is who can do all that a server is for: one part after another is missing, and the server is not.</summary>
public sealed class ReadinessTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly FakeRealtime _realtime = new();
    private TestDatabase _database = null!;
    private CatalogCache _catalog = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _catalog = new CatalogCache(_database.Owner);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact(DisplayName = "a server is not ready until REST knows the catalog, and then it is")]
    public async Task Ready_BeforeTheFirstReadOfTheCatalog_IsNot()
    {
        await using var app = await StartAsync(_database.Authenticator);

        var (before, report) = await AskAsync(app);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, before);
        Assert.Equal("not ready", report.GetProperty("status").GetString());
        Assert.Equal("starting", report.GetProperty("rest").GetString());

        await _catalog.ReloadAsync(CancellationToken.None);
        var (after, well) = await AskAsync(app);
        Assert.Equal(HttpStatusCode.OK, after);
        Assert.Equal("ok", well.GetProperty("rest").GetString());
    }

    [Fact(DisplayName = "a server is not ready while Postgres is away, though REST still knows the catalog")]
    public async Task Ready_WhilePostgresDoesNotAnswer_IsNot()
    {
        await _catalog.ReloadAsync(CancellationToken.None);
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=9;Username=nobody");
        await using var app = await StartAsync(nowhere);

        var (status, report) = await AskAsync(app);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("unreachable", report.GetProperty("database").GetString());
        Assert.Equal("ok", report.GetProperty("rest").GetString());
    }

    [Fact(DisplayName = "a server is not ready while nothing is live, and ready without the other servers")]
    public async Task Ready_WhileTheLogIsNotRead_IsNot()
    {
        await _catalog.ReloadAsync(CancellationToken.None);
        await using var app = await StartAsync(_database.Authenticator);

        _realtime.Trouble = "The log is gone.";
        var (status, report) = await AskAsync(app);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("The log is gone.", report.GetProperty("realtime").GetString());

        _realtime.Trouble = null;
        _realtime.PeersTrouble = "Nobody is heard.";
        var (alone, lonely) = await AskAsync(app);
        Assert.Equal(HttpStatusCode.OK, alone);
        Assert.Equal("Nobody is heard.", lonely.GetProperty("other_servers").GetString());
    }

    private async Task<WebApplication> StartAsync(NpgsqlDataSource database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IRealtimeHealth>(_realtime);
        builder.Services.AddSingleton(_catalog);
        var app = builder.Build();
        app.MapHealth(database);
        await app.StartAsync();
        return app;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Report)> AskAsync(WebApplication app)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(new Uri(app.Urls.Single()), "/health/ready"));
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private sealed class FakeRealtime : IRealtimeHealth
    {
        public string? Trouble { get; set; }

        public string? PeersTrouble { get; set; }

        public bool IsStreaming => Trouble is null;

        public long LagBytes => 0;

        public TimeSpan Lag => TimeSpan.Zero;

        public int Sockets => 0;

        public long QueuedBytes => 0;

        public long LargestQueueBytes => 0;

        public int Channels => 0;

        public int Subscriptions => 0;

        public int Peers => 0;
    }
}
