using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnOneServer>]
public sealed class PostgresSilentTests(OneServer server)
{
    [Fact]
    public async Task Postgres_that_does_not_answer_for_a_while_loses_nothing()
    {
        var silence = Extent.Of(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(30));
        var stage = server.Stage;
        await using var run = await Run.StartAsync(stage);

        // Longer than the clients' patience: they give up requests of which some are carried out afterwards.
        await stage.Processes.StopAsync();
        await Task.Delay(silence);
        await stage.Processes.ContinueAsync();

        await run.ProgressAsync();
        await run.EndAsync($"Postgres silent for {silence.TotalSeconds} s");
    }
}
