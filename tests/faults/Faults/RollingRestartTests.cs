using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnSeveralServers>]
public sealed class RollingRestartTests(SeveralServers servers)
{
    [Fact]
    public async Task Servers_restarted_one_after_the_other_lose_nothing()
    {
        var rounds = Extent.Of(1, 5);
        var stage = servers.Stage;
        await using var run = await Run.StartAsync(stage);
        for (var i = 0; i < rounds; i++)
        {
            foreach (var server in stage.Servers)
            {
                await server.StopAsync();
                await server.StartAsync();
                await run.ProgressAsync();
            }
        }

        await run.EndAsync($"{stage.Servers.Count} servers restarted one after the other, {rounds} times");
    }
}
