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
        meter.CreateObservableGauge("portalchat.realtime.sockets", () => health.Sockets, description: "Open sockets");
        meter.CreateObservableGauge("portalchat.realtime.channels", () => health.Channels, description: "Channels");
        meter.CreateObservableGauge(
            "portalchat.realtime.subscriptions", () => health.Subscriptions, description: "Channels that listen to changes");
        meter.CreateObservableGauge(
            "portalchat.realtime.wal.lag", () => health.LagBytes, "By", "Write-ahead log that is yet to be read");
        meter.CreateObservableGauge(
            "portalchat.realtime.wal.streaming", () => health.IsStreaming ? 1 : 0, description: "1 while it is being read");
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
        _delay = meter.CreateHistogram<double>(
            "portalchat.realtime.delay", "ms", "From a change's commit until it is handed to the last socket");
    }

    public void Changed(int deliveries, TimeSpan sinceCommit)
    {
        _changes.Add(1);
        _deliveries.Add(deliveries);
        _delay.Record(sinceCommit.TotalMilliseconds);
    }

    public void Asked(int questions) => _questions.Add(questions);

    public void Remembered(int answers) => _remembered.Add(answers);

    public void ReaderTooSlow() => _slowReaders.Add(1);

    public void StreamLost() => _streamsLost.Add(1);
}
