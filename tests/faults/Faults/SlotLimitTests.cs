using Npgsql;
using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnSeveralServers>]
public sealed class SlotLimitTests(SeveralServers servers)
{
    /// <summary>Has but one server, and more patience than it needs.</summary>
    private const string Faithful = "Lead 1";

    [Fact]
    public async Task Server_that_stops_reading_cannot_make_Postgres_keep_its_log_beyond_the_limit()
    {
        var megabytes = Extent.Of(250, 2000);
        var stage = servers.Stage;
        await using var run = await Run.StartAsync(stage, surroundings: (name, usual) => name == Faithful
            ? usual with { Addresses = [stage.Addresses[0]], Heartbeat = TimeSpan.FromMinutes(10) }
            : usual with { Heartbeat = TimeSpan.FromSeconds(2) });
        var faithful = run.Client(Faithful);
        var before = faithful.Figures;

        // 1. One server hangs, with its connection to the log open. Its clients go over to the others, but for one who waits.
        var hung = stage.Servers[0].ProcessId;
        await Signal.StopAsync(hung);
        try
        {
            // 2. Far more is written than Postgres may keep for it.
            await using var connection = await stage.OpenAsSuperuserAsync();
            for (var written = 0; written < megabytes; written += 10)
            {
                await ExecuteAsync(
                    connection, "select pg_logical_emit_message(false, 'filler', repeat('x', 1000000)) from generate_series(1, 10)");
                await ExecuteAsync(connection, "checkpoint");
            }

            // 3. It keeps what its own settings ask for, and the slot's limit; a segment more is being written.
            var kept = await ScalarAsync(connection, "select sum(size)::bigint / 1000000 from pg_ls_waldir()");
            Assert.InRange(kept, 1, SeveralServers.SlotLimitMegabytes + SeveralServers.MaxWalMegabytes + (3 * 16));
            await run.ProgressAsync();
        }
        finally
        {
            await Signal.ContinueAsync(hung);
        }

        // 4. Awake again, it finds its history gone, begins anew, and serves. Who has waited is told to join again, and pulls.
        await Until.TrueAsync(
            () => stage.Servers[0].Log.ToString().Contains("The write-ahead log is not being read", StringComparison.Ordinal),
            run.Describe);
        await Until.TrueAsync(stage.Servers[0].IsReadyAsync, run.Describe);
        await Until.TrueAsync(() => faithful.Figures.Joins > before.Joins, run.Describe);
        Assert.Equal(before.Connections, faithful.Figures.Connections);
        await run.EndAsync($"A server hung while {megabytes} MB of log were written");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
