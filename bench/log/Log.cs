using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using PortalChat.Testing;

namespace PortalChat.LogBench;

/// <summary>A log of small transactions, as a chat writes them, and what it costs this process to read it.</summary>
internal sealed class Log : IAsyncDisposable
{
    public const string Publication = "log_bench";

    private readonly TestDatabase _database;
    private readonly NpgsqlConnection _writer;

    private Log(TestDatabase database, NpgsqlConnection writer)
    {
        _database = database;
        _writer = writer;
    }

    public static async Task<Log> CreateAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        // The columns of a message, without its triggers, policies and indexes: Postgres is not what is measured.
        await database.ExecuteAsync(
            $"""
            create table public.letters (like public.chat_messages);
            alter table public.letters add column n bigint primary key;
            create publication {Publication} for table public.letters;
            """);
        var writer = await database.Owner.OpenConnectionAsync(cancellationToken);
        return new Log(database, writer);
    }

    /// <summary>A backlog, read as fast as it comes.</summary>
    public async Task DrainAsync(int rounds, int transactions, CancellationToken cancellationToken)
    {
        var turns = new List<(IReader Reader, LogicalReplicationConnection Connection, PgOutputReplicationSlot Slot)>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var reader in Readers())
            {
                var (connection, slot) = await SlotAsync(cancellationToken);
                turns.Add((reader, connection, slot));
            }
        }

        await WriteAsync(transactions, pause: 0, cancellationToken);
        var changes = 2 * transactions;
        foreach (var (reader, connection, slot) in turns)
        {
            var left = changes;
            var meter = Meter.Start();
            await reader.ReadAsync(connection, slot, () => --left > 0, cancellationToken);
            meter.Show($"backlog of {changes:N0}", reader.Name, changes);
            await connection.DisposeAsync();
        }
    }

    /// <summary>Transactions as they come, one after another with a pause between.</summary>
    public async Task FollowAsync(int rounds, int rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        var transactions = (int)(rate * duration.TotalSeconds);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var reader in Readers())
            {
                var (connection, slot) = await SlotAsync(cancellationToken);
                var left = 2 * transactions;
                var meter = Meter.Start();
                var reading = reader.ReadAsync(connection, slot, () => --left > 0, cancellationToken);
                await WriteAsync(transactions, 1.0 / rate, cancellationToken);
                await reading;
                meter.Show($"{rate:N0} transactions a second", reader.Name, 2 * transactions);
                await connection.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync() => await _writer.DisposeAsync();

    private static IReader[] Readers() => [new NpgsqlReader(), new ByteReader()];

    private async Task<(LogicalReplicationConnection, PgOutputReplicationSlot)> SlotAsync(CancellationToken cancellationToken)
    {
        var connection = new LogicalReplicationConnection(_database.OwnerConnectionString);
        await connection.Open(cancellationToken);
        var slot = await connection.CreatePgOutputReplicationSlot(
            $"log_bench_{Guid.NewGuid():N}",
            temporarySlot: true,
            slotSnapshotInitMode: LogicalSlotSnapshotInitMode.NoExport,
            cancellationToken: cancellationToken);
        return (connection, slot);
    }

    /// <summary>Postgres writes by itself, so that this process does nothing but read.</summary>
    private async Task WriteAsync(int transactions, double pause, CancellationToken cancellationToken)
    {
        var script = string.Create(CultureInfo.InvariantCulture, $"""
            do $do$
            declare
              due timestamptz := clock_timestamp();
            begin
              for i in 1..{transactions} loop
                insert into public.letters (id, chat_request_id, player_id, sender_id, sender_type, message_text, message_no, created_at, n)
                values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'player',
                  'I cannot find the bonus that I was promised on Friday.', i, now(), i);
                update public.letters set message_text = 'Where is the bonus that I was promised on Friday?' where n = i;
                commit;
                due := due + make_interval(secs => {pause});
                if {pause} > 0 and due > clock_timestamp() then
                  perform pg_sleep_for(due - clock_timestamp());
                end if;
              end loop;
            end
            $do$
            """);
        await using var command = new NpgsqlCommand("truncate public.letters", _writer);
        await command.ExecuteNonQueryAsync(cancellationToken);
        command.CommandText = script;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What the whole process takes.</summary>
    private sealed record Meter(long At, TimeSpan Before, long Allocated)
    {
        public static Meter Start()
        {
            GC.Collect();
            return new(Stopwatch.GetTimestamp(), Processor(), GC.GetTotalAllocatedBytes());
        }

        public void Show(string what, string reader, int changes) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-32} {reader,-10} {(Processor() - Before).TotalMicroseconds / changes,7:0.0} µs of processor a change, "
            + $"{(GC.GetTotalAllocatedBytes() - Allocated) / changes,6:N0} bytes, "
            + $"{changes / Stopwatch.GetElapsedTime(At).TotalSeconds,8:N0} changes/s"));

        private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;
    }
}
