using System.Diagnostics;
using PortalChat.Realtime.Changes;

namespace PortalChat.Realtime;

/// <summary>
/// The way of changes from their commit to the sockets, traced under the name <c>PortalChat.Realtime</c>: how many, of
/// which table, never what is in them. Nothing is made while nobody listens.
/// </summary>
internal static class RealtimeTraces
{
    public const string Name = "PortalChat.Realtime";

    private static readonly ActivitySource Source = new(Name);

    /// <param name="changes">How many go together.</param>
    /// <param name="firstCommit">UTC; null where none of them is a change of a row.</param>
    public static Activity? Batch(int changes, DateTime? firstCommit) =>
        Start("realtime changes", ActivityKind.Consumer, firstCommit)?.SetTag("portalchat.changes", changes);

    /// <summary>From its commit until it has been handed to the last socket.</summary>
    public static Activity? Delivery(RowChange change) =>
        Start("realtime deliver", ActivityKind.Producer, change.CommittedAt)?
            .SetTag("db.collection.name", change.Relation.Table.Name)
            .SetTag("db.namespace", change.Relation.Table.Schema)
            .SetTag("portalchat.change", change.Kind.ToString());

    private static Activity? Start(string name, ActivityKind kind, DateTime? committedAt)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // Postgres' clock may run ahead of this one, and nothing ends before it starts.
        var now = DateTime.UtcNow;
        var start = committedAt is { } at && at < now ? at : now;
        return Source.StartActivity(name, kind, parentContext: default, startTime: new DateTimeOffset(start, TimeSpan.Zero));
    }
}
