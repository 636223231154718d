using System.Diagnostics;
using System.Diagnostics.Metrics;
using Npgsql;
using PortalChat.Database.Sessions.Sharing;

namespace PortalChat.Database.Sessions;

/// <summary>
/// One exchange with Postgres, counted, timed and traced under the name <c>PortalChat.Database</c>. While nobody listens,
/// it costs a few checks and allocates nothing.
/// </summary>
/// <remarks>
/// Npgsql's own traces carry the messages and stacks of exceptions, and a message of Postgres may quote a value
/// ("invalid input syntax for type uuid: …"). These carry statements, whose values are all parameters, and the SQLSTATE.
/// </remarks>
internal readonly struct RoundTrip : IDisposable
{
    public const string Name = "PortalChat.Database";

    private static readonly ActivitySource Source = new(Name);
    internal static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Trips = Meter.CreateCounter<long>(
        "portalchat.database.round_trips", description: "Exchanges with Postgres on callers' behalf");

    private static readonly Counter<long> Statements = Meter.CreateCounter<long>(
        "portalchat.database.statements", description: "Statements in these exchanges, those that set role and claims among them");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "portalchat.database.round_trip.duration",
        "s",
        "From sending a batch to Postgres until its results have been read",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00025, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
        });

    private readonly string _purpose;
    private readonly long _started;
    private readonly Activity? _activity;

    private RoundTrip(string purpose, NpgsqlBatch batch, Activity? activity)
    {
        _purpose = purpose;
        _started = Duration.Enabled ? Stopwatch.GetTimestamp() : 0;
        _activity = activity;
        Count(purpose);
        Statements.Add(batch.BatchCommands.Count, Tag(purpose));
        if (_activity is { IsAllDataRequested: true })
        {
            _activity.SetTag("db.system.name", "postgresql");
            _activity.SetTag("db.operation.batch.size", batch.BatchCommands.Count);
            _activity.SetTag("db.query.text", Text(batch));
        }
    }

    /// <param name="purpose">One of a handful of names, such as <c>request</c>.</param>
    /// <param name="batch">What is about to be sent.</param>
    public static RoundTrip Start(string purpose, NpgsqlBatch batch) =>
        new(purpose, batch, Source.StartActivity(purpose, ActivityKind.Client));

    /// <param name="purpose">As above.</param>
    /// <param name="batch">As above.</param>
    /// <param name="writes">That are in it: part of the one's request, or linked to those of several.</param>
    public static RoundTrip Start(string purpose, NpgsqlBatch batch, IReadOnlyList<SharedWrite> writes) =>
        new(purpose, batch, !Source.HasListeners() ? null : writes.Count == 1
            ? Source.StartActivity(purpose, ActivityKind.Client, writes[0].Trace)
            : Source.StartActivity(purpose, ActivityKind.Client, default(ActivityContext), links: writes.Select(write => new ActivityLink(write.Trace))));

    /// <summary>Counts exchanges that are not worth a trace.</summary>
    public static void Count(string purpose, int trips = 1) => Trips.Add(trips, Tag(purpose));

    /// <summary>Always false, so that an exception filter can tell of the failure and let it pass.</summary>
    public bool Failed(Exception error)
    {
        if (_activity is not null)
        {
            _activity.SetStatus(ActivityStatusCode.Error);
            _activity.SetTag("error.type", error is PostgresException refused ? refused.SqlState : error.GetType().Name);
        }

        return false;
    }

    public void Dispose()
    {
        _activity?.Dispose();
        if (_started != 0)
        {
            Duration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, Tag(_purpose));
        }
    }

    /// <summary>Many callers may be asked the same, each behind the same prologue.</summary>
    private static string Text(NpgsqlBatch batch) =>
        string.Join("; ", batch.BatchCommands.Select((NpgsqlBatchCommand command) => command.CommandText).Distinct(StringComparer.Ordinal));

    private static KeyValuePair<string, object?> Tag(string purpose) => new("purpose", purpose);
}
