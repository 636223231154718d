using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PortalChat.Host.Desk;
using PortalChat.Host.Startup;

namespace PortalChat.Host.Telemetry;

/// <summary>
/// Metrics for whoever scrapes <c>--metrics-urls</c>; metrics and traces to where OpenTelemetry's own variables point.
/// Where neither is set nothing listens, and what is counted elsewhere costs a check each.
/// </summary>
internal static class TelemetryServices
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    public static void AddTelemetry(this WebApplicationBuilder builder, ServerOptions options, ServerDatabase database)
    {
        var isExported = !string.IsNullOrEmpty(builder.Configuration[Endpoint]);
        var isScraped = options.MetricsUrls is not null;
        if (!isExported && !isScraped)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource =>
        {
            if (string.IsNullOrEmpty(builder.Configuration[ServiceName]))
            {
                resource.AddService("portalchat");
            }
        });
        telemetry.WithMetrics(metrics =>
        {
            ServedMetrics.Choose(metrics);
            if (isScraped)
            {
                metrics.AddPrometheusExporter();
            }

            if (isExported)
            {
                metrics.AddOtlpExporter();
            }
        });
        if (isExported)
        {
            telemetry.WithTracing(traces =>
            {
                ExportedTraces.Choose(traces);
                traces.AddOtlpExporter();
            });
        }

        if (options.MetricsUrls is { } urls)
        {
            builder.Services.AddSingleton(services => new MetricsServer(urls, services.GetRequiredService<MeterProvider>()));
            builder.Services.AddHostedService(services => services.GetRequiredService<MetricsServer>());
        }

        builder.Services.AddDesk(builder.Configuration.GetSection("Desk"), database.Owner);
    }

    /// <summary>Listens from here on: what was counted before would be missing, and a counter shall start at zero.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        app.Services.GetService<MeterProvider>();
        app.Services.GetService<TracerProvider>();
    }
}
