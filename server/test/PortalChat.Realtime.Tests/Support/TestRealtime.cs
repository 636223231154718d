using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Support;

/// <summary>The realtime feature alone on a real socket, over one test database.</summary>
internal sealed class TestRealtime : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestRealtime(WebApplication app, TestCallers callers)
    {
        _app = app;
        Callers = callers;
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }

    public TestCallers Callers { get; }

    public IRealtimeHealth Health => _app.Services.GetRequiredService<IRealtimeHealth>();

    public IServiceProvider Services => _app.Services;

    public static async Task<TestRealtime> StartAsync(
        TestDatabase database,
        Func<RealtimeOptions, RealtimeOptions>? configure = null,
        IReadOnlyList<ILoggerProvider>? logs = null,
        CallerSessions? joins = null,
        Action<IApplicationBuilder>? before = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        foreach (var log in logs ?? [])
        {
            builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        }

        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var callers = new TestCallers();
        builder.Services.AddSingleton<ICallerResolver>(callers);
        builder.Services.AddSingleton(new RealtimeSessions(database.Sessions, joins ?? database.Sessions));
        var options = new RealtimeOptions { ReplicationConnectionString = database.OwnerConnectionString };
        builder.Services.AddPortalChatRealtime(configure?.Invoke(options) ?? options);
        var app = builder.Build();
        before?.Invoke(app);
        app.MapRealtime();
        await app.StartAsync();
        return new TestRealtime(app, callers);
    }

    public async Task<TestClient> ConnectAsync(string apiKey = TestCallers.AnonKey, string? version = "2.0.0") =>
        await TestClient.ConnectAsync(Address, apiKey, version);

    /// <summary>Waits for something that must come true; far longer than it takes.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <param name="cancellationToken">Ends the waiting for what goes on.</param>
    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
