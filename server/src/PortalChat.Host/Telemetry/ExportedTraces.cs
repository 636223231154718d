using OpenTelemetry.Trace;

namespace PortalChat.Host.Telemetry;

/// <summary>
/// Which traces are exported: requests, what they ask Postgres, and the way of changes to the sockets. How many of them
/// is up to OpenTelemetry's own variable <c>OTEL_TRACES_SAMPLER</c>.
/// </summary>
internal static class ExportedTraces
{
    public static void Choose(TracerProviderBuilder traces) => traces
        .AddSource("PortalChat.Database", "PortalChat.Realtime")
        .AddAspNetCoreInstrumentation(requests => requests.Filter = IsWorthATrace)
        .AddProcessor(new AttributeFilter());

    // Where TLS ends in this process a socket's trace would come hours later, when it ends; probes would drown everything else.
    private static bool IsWorthATrace(HttpContext request) =>
        !request.Request.Path.StartsWithSegments("/realtime/v1/websocket", StringComparison.Ordinal)
        && !request.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
