using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnOneInstallation>]
public sealed class EmbeddedPostgresKilledTests(OneInstallation installation)
{
    [Fact]
    public async Task Embedded_Postgres_that_is_killed_is_started_again_by_its_server()
    {
        var kills = Extent.Of(1, 10);
        var random = new Random(Extent.Seed);
        var stage = installation.Stage;
        await using var run = await Run.StartAsync(stage);
        for (var i = 0; i < kills; i++)
        {
            await Task.Delay(random.Moment(seconds: 0.5));
            await new PostgresProcesses(stage.Server.Folder).KillAsync();
            await run.ProgressAsync();
        }

        await run.EndAsync($"Embedded Postgres killed {kills} times (seed {Extent.Seed})");
    }
}
