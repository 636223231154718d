using System.Text;
using System.Text.Json;
using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Wal;

namespace PortalChat.Realtime.Topics;

/// <summary>Reads what was said on a private topic from SQL, with the eyes of whoever joins.</summary>
internal sealed class TopicReplay(RealtimeSessions sessions)
{
    private const string Query =
        // Older Supabase projects have no column binary_payload; asked for through jsonb its absence is no error.
        "select json_build_object('id', id, 'event', event, 'payload', coalesce(payload, '{}'), "
        + "'bytes', to_jsonb(newest) ->> 'binary_payload')::text from ("
        + "select * from realtime.messages "
        + "where topic = $1 and private and extension = 'broadcast' and event is not null "
        + "and inserted_at >= $2 at time zone 'UTC' order by inserted_at desc limit $3) newest "
        + "order by inserted_at";

    /// <summary>Oldest first.</summary>
    public Task<IReadOnlyList<UserBroadcast>> ReadAsync(
        Caller caller,
        string topic,
        ReplayRequest replay,
        CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(Query)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = topic },
                new NpgsqlParameter<DateTime> { TypedValue = replay.Since.UtcDateTime },
                new NpgsqlParameter<int> { TypedValue = replay.Limit },
            },
        };
        return sessions.Joins.Rehearsals.RunAsync<IReadOnlyList<UserBroadcast>>(
            async (rehearsal, cancellation) =>
            {
                var rows = await rehearsal.ActAsync<string>(
                    caller, [("realtime.topic", topic)], [command], cancellation);
                return [.. rows.Select(Read)];
            },
            cancellationToken);
    }

    private static UserBroadcast Read(string row)
    {
        using var document = JsonDocument.Parse(row);
        var root = document.RootElement;
        var bytes = root.GetProperty("bytes").GetString();
        return new UserBroadcast(
            root.GetProperty("event").GetString()!,
            bytes is null
                ? Encoding.UTF8.GetBytes(root.GetProperty("payload").GetRawText())
                : MessageRow.Bytes(bytes),
            IsJson: bytes is null,
            Meta: $"{{\"replayed\":true,\"id\":{root.GetProperty("id").GetRawText()}}}");
    }
}
