using Npgsql;

namespace PortalChat.Host.Desk;

/// <summary>Asks Postgres how the desk does, in one statement that reads open and recent chats only.</summary>
internal sealed class DeskQuestion(NpgsqlDataSource database)
{
    // Each part goes by an index (chat_requests_by_status, chat_requests_resolved_last) and is bounded: by what is open,
    // by an hour, or by a number. Resolved chats and messages of all times are never counted.
    private const string Statement =
        """
        with waiting as (
          select extract(epoch from now() - c.created_at)::float8 as seconds
          from public.chat_requests as c where c.status = 'waiting'
        ),
        recent as (
          (select c.created_at, c.assigned_at, c.first_reply_at from public.chat_requests as c
           where c.status = 'active' and c.created_at > now() - interval '1 hour' order by c.created_at desc limit 1000)
          union all
          (select c.created_at, c.assigned_at, c.first_reply_at from public.chat_requests as c
           where c.status = 'resolved' and c.created_at > now() - interval '1 hour' order by c.created_at desc limit 1000)
        ),
        times as (
          select extract(epoch from r.assigned_at - r.created_at)::float8 as claim,
            extract(epoch from r.first_reply_at - r.created_at)::float8 as reply
          from recent as r
        )
        select
          (select count(*) from waiting),
          (select count(*) from public.chat_requests as c where c.status = 'active'),
          (select count(*) from public.chat_requests as c
           where c.status = 'resolved' and c.resolved_at > now() - interval '1 hour'),
          coalesce((select s.n_tup_ins from pg_stat_user_tables as s where s.relid = 'public.chat_messages'::regclass), 0),
          coalesce((select max(w.seconds) from waiting as w), 0),
          coalesce((select percentile_cont(0.5) within group (order by w.seconds) from waiting as w), 0),
          percentile_cont(0.5) within group (order by t.claim),
          percentile_cont(0.95) within group (order by t.claim),
          percentile_cont(0.5) within group (order by t.reply),
          percentile_cont(0.95) within group (order by t.reply)
        from times as t
        """;

    // A question that takes this long makes things worse, and its answer would be old.
    private const int TimeoutSeconds = 5;

    /// <exception cref="NpgsqlException">There is no answer.</exception>
    public async Task<DeskFigures> AskAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Statement);
        command.CommandTimeout = TimeoutSeconds;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new DeskFigures
        {
            Waiting = reader.GetInt64(0),
            Active = reader.GetInt64(1),
            Resolved = reader.GetInt64(2),
            Messages = reader.GetInt64(3),
            WaitLongest = reader.GetDouble(4),
            WaitMedian = reader.GetDouble(5),
            ClaimMedian = Seconds(reader, 6),
            Claim95 = Seconds(reader, 7),
            ReplyMedian = Seconds(reader, 8),
            Reply95 = Seconds(reader, 9),
        };
    }

    private static double? Seconds(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetDouble(column);
}
