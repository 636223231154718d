using System.Diagnostics.Metrics;

namespace PortalChat.Database.Sessions;

/// <summary>Counts a request as long as it has a connection or waits for one.</summary>
internal readonly struct OpenSession : IDisposable
{
    private static readonly UpDownCounter<int> Sessions = RoundTrip.Meter.CreateUpDownCounter<int>(
        "portalchat.database.sessions", description: "Requests that have a connection to Postgres or wait for one");

    public static OpenSession Start()
    {
        Sessions.Add(1);
        return default;
    }

    public void Dispose() => Sessions.Add(-1);
}
