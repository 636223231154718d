using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PortalChat.Host.Tests.Telemetry;

/// <summary>
/// Takes what a server exports by OTLP over HTTP and keeps the bytes: strings stand in them as they are, so that whatever
/// a server tells can be searched, in fields that this test has never heard of too.
/// </summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _traces = new();
    private readonly ConcurrentQueue<string> _metrics = new();

    private TraceCollector(WebApplication app)
    {
        _app = app;
        app.MapPost("/v1/traces", request => KeepAsync(request, _traces));
        app.MapPost("/v1/metrics", request => KeepAsync(request, _metrics));
    }

    public string Address => _app.Urls.First();

    public string Traces => string.Concat(_traces);

    public string Metrics => string.Concat(_metrics);

    public static async Task<TraceCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = new TraceCollector(builder.Build());
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task KeepAsync(HttpContext request, ConcurrentQueue<string> kept)
    {
        using var body = new MemoryStream();
        await request.Request.Body.CopyToAsync(body);
        kept.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
    }
}
