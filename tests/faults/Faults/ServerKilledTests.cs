using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;
using PortalChat.Faults.Tests.Verdicts;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnOneInstallation>]
public sealed class ServerKilledTests(OneInstallation installation)
{
    [Fact]
    public async Task Server_killed_at_random_moments_loses_and_doubles_nothing()
    {
        var kills = Extent.Of(2, 20);
        var random = new Random(Extent.Seed);
        var stage = installation.Stage;
        await using var run = await Run.StartAsync(stage);
        for (var i = 0; i < kills; i++)
        {
            await Task.Delay(random.Moment(seconds: 0.5));
            await stage.Server.KillAsync();
            await Task.Delay(random.Moment(seconds: 0.3));
            await stage.Server.StartAsync();
            await run.ProgressAsync();
        }

        await run.EndAsync($"Server killed {kills} times (seed {Extent.Seed})");

        // The verdict of a real run can be another one: what was acknowledged is taken away behind everybody's back.
        await stage.ExecuteAsync("delete from public.chat_messages where message_no = 2");
        var verdict = (await run.VerdictAsync()).Select(violation => violation.Wrong).ToHashSet();
        Assert.Superset(new HashSet<Wrong> { Wrong.Lost, Wrong.Gap, Wrong.Different }, verdict);
        await stage.ExecuteAsync("delete from public.chat_requests");
    }
}
