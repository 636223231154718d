using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Catalog;
using PortalChat.Database.Sessions;
using PortalChat.Rest.Options;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Serving;

/// <summary>The REST dialect on a loopback port of its own, over one test database.</summary>
public sealed class RestServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private RestServer(WebApplication application, HttpClient http, TestLog log)
    {
        Log = log;
        _application = application;
        Http = http;
        Background = Task.WhenAll(
            application.Services.GetServices<IHostedService>().OfType<BackgroundService>().Select(service => service.ExecuteTask!));
    }

    public HttpClient Http { get; }

    public TestLog Log { get; }

    public Uri Address => Http.BaseAddress!;

    /// <summary>Ends when what runs in the background has ended.</summary>
    public Task Background { get; }

    internal CatalogCache Catalog => _application.Services.GetRequiredService<CatalogCache>();

    /// <param name="dataSource">Logs in as requests do.</param>
    /// <param name="waitForCatalog">Off for tests of a database that is not there.</param>
    public static async Task<RestServer> StartAsync(
        NpgsqlDataSource dataSource, Action<RestOptions> configure, bool waitForCatalog = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var log = new TestLog();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton(new CallerSessions(dataSource, 10, dataSource, dataSource, 2));
        builder.Services.AddSingleton<ICallerResolver, TestCallers>();
        builder.Services.AddPortalChatCatalog(_ => dataSource);
        builder.Services.AddPortalChatRest(configure);
        var application = builder.Build();
        application.MapRest();
        await application.StartAsync();
        var http = new HttpClient { BaseAddress = new Uri(application.Urls.Single() + "/rest/v1/") };
        var server = new RestServer(application, http, log);
        if (waitForCatalog)
            await server.Catalog.ReloadAsync(CancellationToken.None);
        return server;
    }

    public static Task<RestServer> StartAsync(TestDatabase database, Action<RestOptions> configure) =>
        StartAsync(database.Authenticator, configure);

    public Task<Answer> GetAsync(string path, TestPerson? person = null, params (string Name, string Value)[] headers) =>
        SendAsync("GET", path, null, person, headers);

    /// <param name="body">JSON text, or null for no body.</param>
    public async Task<Answer> SendAsync(
        string method, string path, string? body, TestPerson? person = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address.AbsoluteUri + path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (person is not null)
            request.Headers.Add("Authorization", TestCallers.Header(person));
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content ??= new ByteArrayContent([]);
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await EndAsync();
    }

    /// <summary>As a server does whose start fails: what runs in the background is not waited for.</summary>
    public async Task EndAsync()
    {
        Http.Dispose();
        await _application.DisposeAsync();
    }
}
