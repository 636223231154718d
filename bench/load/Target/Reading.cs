using System.Globalization;
using System.Net;
using Npgsql;

namespace PortalChat.Load.Target;

/// <summary>What a server and its Postgres hold at a moment.</summary>
/// <param name="Process">The server's, from <c>/proc</c>.</param>
/// <param name="HeapBytes">What its garbage collector held when it last ran.</param>
/// <param name="Sockets">Open ones.</param>
/// <param name="Subscriptions">Channels that listen to changes.</param>
/// <param name="QueueBytes">What waits to be sent.</param>
/// <param name="Connections">To Postgres, from anybody.</param>
/// <param name="Slots">For replication.</param>
/// <param name="RetainedBytes">Log that Postgres keeps for them.</param>
internal sealed record Reading(
    ProcessReading Process,
    double HeapBytes,
    double Sockets,
    double Subscriptions,
    double QueueBytes,
    long Connections,
    long Slots,
    long RetainedBytes)
{
    public static async Task<Reading> TakeAsync(
        ServerUnderTest server, HttpClient http, IPEndPoint metrics, CancellationToken cancellationToken)
    {
        var lines = (await http.GetStringAsync(new Uri($"http://{metrics}/metrics"), cancellationToken)).Split('\n');
        await using var command = server.Owner.CreateCommand("""
            select (select count(*) from pg_stat_activity where backend_type in ('client backend', 'walsender')),
              (select count(*) from pg_replication_slots),
              (select coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::bigint from pg_replication_slots)
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Reading(
            ProcessReading.Of(server.ProcessId),
            Sum(lines, "dotnet_gc_last_collection_memory_committed_size_bytes"),
            Sum(lines, "portalchat_realtime_sockets"),
            Sum(lines, "portalchat_realtime_subscriptions"),
            Sum(lines, "portalchat_realtime_queue_bytes"),
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.GetInt64(2));
    }

    /// <summary>Of all lines of this name, whatever their labels; 0 where there is none.</summary>
    private static double Sum(IEnumerable<string> lines, string name) => lines
        .Where(line => line.StartsWith(name + ' ', StringComparison.Ordinal) || line.StartsWith(name + '{', StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Replace(name, "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
}
