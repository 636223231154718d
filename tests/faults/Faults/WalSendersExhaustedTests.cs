using Npgsql;
using Npgsql.Replication;
using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnOneServer>]
public sealed class WalSendersExhaustedTests(OneServer server)
{
    [Fact]
    public async Task Without_a_wal_sender_chats_go_on_by_asking_and_are_live_again_once_there_is_one()
    {
        var patience = Extent.Of(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        var stage = server.Stage;
        await using var run = await Run.StartAsync(stage);

        // 1. All taken: the server's own is shut out as soon as it is dropped.
        var taken = new List<LogicalReplicationConnection>();
        try
        {
            while (taken.Count < OneServer.WalSenders)
            {
                await stage.ExecuteAsync("select pg_terminate_backend(active_pid) from pg_replication_slots where active");
                await TakeAsync(stage, taken);
            }

            // 2. Nobody is live, everybody writes, and the server says what is wrong.
            await Until.TrueAsync(() => run.Clients.All(client => !client.IsLive), run.Describe);
            Assert.False(await stage.Servers[0].IsReadyAsync());
            await run.ProgressAsync();
            await Task.Delay(patience);
            await run.ProgressAsync();
        }
        finally
        {
            foreach (var connection in taken)
            {
                await connection.DisposeAsync();
            }
        }

        // 3. One is free again.
        await run.LiveAsync();
        await Until.TrueAsync(stage.Servers[0].IsReadyAsync, run.Describe);
        await run.EndAsync($"No WAL sender for {patience.TotalSeconds} s");
    }

    private static async Task TakeAsync(Project stage, List<LogicalReplicationConnection> taken)
    {
        for (var free = true; free && taken.Count < OneServer.WalSenders;)
        {
            var connection = new LogicalReplicationConnection(stage.ConnectionString);
            try
            {
                await connection.Open();
                taken.Add(connection);
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                free = false;
            }
        }
    }
}
