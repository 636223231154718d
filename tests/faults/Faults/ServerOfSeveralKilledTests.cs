using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnSeveralServers>]
public sealed class ServerOfSeveralKilledTests(SeveralServers servers)
{
    [Fact]
    public async Task One_server_of_several_killed_its_clients_go_over_to_the_others()
    {
        var kills = Extent.Of(1, 20);
        var random = new Random(Extent.Seed);
        var stage = servers.Stage;
        await using var run = await Run.StartAsync(stage);
        for (var i = 0; i < kills; i++)
        {
            await Task.Delay(random.Moment(seconds: 0.5));
            var victim = stage.Servers[random.Next(stage.Servers.Count)];
            await victim.KillAsync();

            // Everybody goes on and is live before it is back.
            await run.ProgressAsync();
            await run.LiveAsync();
            await victim.StartAsync();
        }

        await run.EndAsync($"One server of {stage.Servers.Count} killed, {kills} times (seed {Extent.Seed})");
    }
}
