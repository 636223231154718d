using System.Diagnostics.Metrics;

namespace PortalChat.Realtime;

/// <summary>What the feature counts, under the meter <c>PortalChat.Realtime</c>. Nothing about whom or what.</summary>
internal sealed class RealtimeMetrics
{
    public const string MeterName = "PortalChat.Realtime";

    private readonly Counter<long> _changes;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _questions;
    private readonly Counter<long> _remembered;
    private readonly Counter<long> _slowReaders;
    private readonly Counter<long> _streamsLost;
    private readonly Histogram<double> _delay;

    public RealtimeMetrics(IMeterFactory meters, IRealtimeHealth health)
    {
        var meter = meters.Create(MeterName);
        Watch(meter, health);
        _changes = meter.CreateCounter<long>(
            "portalchat.realtime.changes", description: "Changes that somebody listened to");
        _deliveries = meter.CreateCounter<long>(
            "portalchat.realtime.deliveries", description: "Changes handed to a socket");
        _questions = meter.CreateCounter<long>(
            "portalchat.realtime.visibility.questions", description: "Rows that policies were asked about, per viewer");
        _remembered = meter.CreateCounter<long>(
            "portalchat.realtime.visibility.remembered", description: "Rows, per viewer, that were known without asking");
        _slowReaders = meter.CreateCounter<long>(
            "portalchat.realtime.slow_readers", description: "Sockets cut off because they did not keep up");
        _streamsLost = meter.CreateCounter<long>(
            "portalchat.realtime.wal.lost", description: "Times that the write-ahead log had to be opened again");
        _delay = meter.CreateHistogram(
            "portalchat.realtime.delay",
            "s",
            "From a change's commit until it is handed to the last socket",
            tags: null,
            new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
            });
        Begin(_changes, _deliveries, _questions, _remembered, _slowReaders, _streamsLost);
    }

    /// <summary>What has not happened yet is zero: a series that begins with its first event hides that event.</summary>
    public static void Begin(params ReadOnlySpan<Counter<long>> counters)
    {
        foreach (var counter in counters)
        {
            counter.Add(0);
        }
    }

    public void Changed(int deliveries, TimeSpan sinceCommit)
    {
        _changes.Add(1);
        _deliveries.Add(deliveries);

        // Postgres' clock may run ahead of this one.
        _delay.Record(Math.Max(0, sinceCommit.TotalSeconds));
    }

    public void Asked(int questions) => _questions.Add(questions);

    public void Remembered(int answers) => _remembered.Add(answers);

    public void ReaderTooSlow() => _slowReaders.Add(1);

    public void StreamLost() => _streamsLost.Add(1);

    private static void Watch(Meter meter, IRealtimeHealth health)
    {
        meter.CreateObservableGauge("portalchat.realtime.sockets", () => health.Sockets, description: "Open sockets");
        meter.CreateObservableGauge("portalchat.realtime.channels", () => health.Channels, description: "Channels");
        meter.CreateObservableGauge(
            "portalchat.realtime.subscriptions", () => health.Subscriptions, description: "Channels that listen to changes");
        meter.CreateObservableGauge(
            "portalchat.realtime.queue", () => health.QueuedBytes, "By", "What waits for slow readers, all together");
        meter.CreateObservableGauge(
            "portalchat.realtime.queue.largest", () => health.LargestQueueBytes, "By", "What waits for the slowest reader");
        meter.CreateObservableGauge(
            "portalchat.realtime.wal.lag", () => health.LagBytes, "By", "Write-ahead log that is yet to be read");
        meter.CreateObservableGauge(
            "portalchat.realtime.wal.delay",
            () => health.Lag.TotalSeconds,
            "s",
            "Age of the oldest change that is yet to be handed out");
        meter.CreateObservableGauge(
            "portalchat.realtime.wal.streaming", () => health.IsStreaming ? 1 : 0, description: "1 while it is being read");
    }
}
