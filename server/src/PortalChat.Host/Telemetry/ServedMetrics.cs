using OpenTelemetry.Metrics;
using PortalChat.Host.Desk;

namespace PortalChat.Host.Telemetry;

/// <summary>
/// Which metrics are served: ours, and of those that .NET and the web server keep the few that
/// <c>docs/operations.md</c> explains. The rest would cost without being looked at.
/// </summary>
internal static class ServedMetrics
{
    private static readonly string[] Own = ["PortalChat.Database", "PortalChat.Realtime", DeskMetrics.MeterName];

    private static readonly string[] Foreign =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
    ];

    private static readonly HashSet<string> OfForeign = new(StringComparer.Ordinal)
    {
        "http.server.request.duration", "http.server.active_requests",
        "kestrel.active_connections",
        "dotnet.process.cpu.time", "dotnet.process.memory.working_set",
        "dotnet.gc.pause.time", "dotnet.gc.last_collection.memory.committed_size",
    };

    public static void Choose(MeterProviderBuilder metrics)
    {
        metrics.AddMeter(Own).AddMeter(Foreign);
        metrics.AddView(instrument => Foreign.Contains(instrument.Meter.Name) && !OfForeign.Contains(instrument.Name)
            ? MetricStreamConfiguration.Drop
            : null);
    }
}
