using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnOneServer>]
public sealed class PostgresKilledTests(OneServer server)
{
    [Fact]
    public async Task Postgres_killed_and_restarted_loses_nothing_that_was_acknowledged()
    {
        var kills = Extent.Of(2, 20);
        var random = new Random(Extent.Seed);
        var stage = server.Stage;
        await using var run = await Run.StartAsync(stage);
        for (var i = 0; i < kills; i++)
        {
            await Task.Delay(random.Moment(seconds: 0.5));
            if (i % 2 == 0)
            {
                // All of it: somebody has to start it again.
                await stage.Processes.KillAsync();
                await Task.Delay(random.Moment(seconds: 0.5));
                await stage.StartPostgresAsync();
            }
            else
            {
                // One of it: the postmaster ends all others and recovers by itself.
                await Signal.KillAsync(stage.Processes.All[^1]);
            }

            await run.ProgressAsync();
        }

        await run.EndAsync($"Postgres killed {kills} times (seed {Extent.Seed})");
    }
}
