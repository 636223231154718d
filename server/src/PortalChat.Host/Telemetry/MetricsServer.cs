using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry.Metrics;
using PortalChat.Database;

namespace PortalChat.Host.Telemetry;

/// <summary>
/// Serves <c>/metrics</c>, and nothing else, at addresses of its own. A web server beside the public one rather than a
/// path in it: no header, proxy or route can then lead from the public address to the figures.
/// </summary>
/// <param name="urls">Separated by semicolons; http only.</param>
/// <param name="metrics">What is told.</param>
internal sealed class MetricsServer(string urls, MeterProvider metrics) : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it listens: the first address, with its real port. Valid once it has started.</summary>
    public Uri Address => new(new Uri(_app!.Urls.First()), "/metrics");

    /// <exception cref="StartupException">The addresses cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(urls.Split(';'));
        _app = builder.Build();
        _app.Use(NotCounted);
        _app.UseOpenTelemetryPrometheusScrapingEndpoint(
            metrics, predicate: null, path: "/metrics", configureBranchedPipeline: null, optionsName: null);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException inUse) when (inUse.InnerException is AddressInUseException)
        {
            throw new StartupException($"{urls} is in use by another program; choose another --metrics-urls.", inUse);
        }
        catch (Exception refused) when (refused is IOException or System.Net.Sockets.SocketException or FormatException or InvalidOperationException)
        {
            throw new StartupException($"--metrics-urls {urls} cannot be listened on: {refused.Message}", refused);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Requests are those of people; who looks at the figures shall not change them.</summary>
    private static Task NotCounted(HttpContext request, RequestDelegate next)
    {
        if (request.Features.Get<IHttpMetricsTagsFeature>() is { } counted)
        {
            counted.MetricsDisabled = true;
        }

        return next(request);
    }
}
