using System.Diagnostics.Metrics;

namespace PortalChat.Database.Sessions;

/// <summary>Counts what has a connection of a pool or waits for one.</summary>
internal readonly struct OpenSession : IDisposable
{
    private readonly string _pool;

    private static readonly UpDownCounter<int> Sessions = RoundTrip.Meter.CreateUpDownCounter<int>(
        "portalchat.database.sessions", description: "What has a connection to Postgres or waits for one, by pool");

    private OpenSession(string pool)
    {
        _pool = pool;
        Sessions.Add(1, Tag(pool));
    }

    public static OpenSession Start(string pool) => new(pool);

    public void Dispose() => Sessions.Add(-1, Tag(_pool));

    private static KeyValuePair<string, object?> Tag(string pool) => new("pool", pool);
}
