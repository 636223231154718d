using System.Diagnostics.Metrics;

namespace PortalChat.Host.Desk;

/// <summary>How the desk does, under the meter <c>PortalChat.Desk</c>. Every server on a database tells the same.</summary>
internal sealed class DeskMetrics
{
    public const string MeterName = "PortalChat.Desk";

    private DeskFigures? _figures;

    public DeskMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "portalchat.desk.chats",
            () => Tell<long>(figures =>
            [
                With(figures.Waiting, "status", "waiting"),
                With(figures.Active, "status", "active"),
                With(figures.Resolved, "status", "resolved"),
            ]),
            description: "Chats that are open, and those resolved during the last hour");
        meter.CreateObservableCounter(
            "portalchat.desk.messages",
            () => Tell<long>(figures => [new(figures.Messages)]),
            description: "Messages stored in the database");
        meter.CreateObservableGauge(
            "portalchat.desk.waiting",
            () => Tell(figures => Seconds((figures.WaitMedian, "median"), (figures.WaitLongest, "longest"))),
            "s",
            "How long the chats that wait now have been open; 0 while none does");
        meter.CreateObservableGauge(
            "portalchat.desk.time_to_claim",
            () => Tell(figures => Seconds((figures.ClaimMedian, "median"), (figures.Claim95, "p95"))),
            "s",
            "From opening to the present GRE's taking, of chats opened during the last hour");
        meter.CreateObservableGauge(
            "portalchat.desk.time_to_first_reply",
            () => Tell(figures => Seconds((figures.ReplyMedian, "median"), (figures.Reply95, "p95"))),
            "s",
            "From opening to the first answer, of chats opened during the last hour");
    }

    /// <summary>Null: not known at the moment.</summary>
    public DeskFigures? Figures
    {
        get => Volatile.Read(ref _figures);
        set => Volatile.Write(ref _figures, value);
    }

    private IEnumerable<Measurement<T>> Tell<T>(Func<DeskFigures, IEnumerable<Measurement<T>>> tell)
        where T : struct =>
        Figures is { } figures ? tell(figures) : [];

    private static IEnumerable<Measurement<double>> Seconds(params (double? Value, string Statistic)[] values) =>
        values.Where(each => each.Value is not null).Select(each => With(each.Value!.Value, "statistic", each.Statistic));

    private static Measurement<T> With<T>(T value, string name, string label)
        where T : struct =>
        new(value, new KeyValuePair<string, object?>(name, label));
}
