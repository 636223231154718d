using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnOneServer>]
public sealed class SlotDroppedTests(OneServer server)
{
    [Fact]
    public async Task Replication_slot_dropped_under_the_server_is_replaced_and_clients_pull()
    {
        var drops = Extent.Of(3, 20);
        var random = new Random(Extent.Seed);
        var stage = server.Stage;
        await using var run = await Run.StartAsync(stage);
        for (var i = 0; i < drops; i++)
        {
            await Task.Delay(random.Moment(seconds: 0.3));
            var joins = run.Figures.Joins;

            // The slot is temporary: it goes with the connection that follows it.
            await stage.ExecuteAsync("select pg_terminate_backend(active_pid) from pg_replication_slots where active");
            await Until.TrueAsync(() => run.Figures.Joins >= joins + run.Clients.Count, run.Describe);
            await run.ProgressAsync();
        }

        await run.EndAsync($"Replication slot dropped {drops} times (seed {Extent.Seed})");
    }
}
