using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnAnotherServer>]
public sealed class ClientSuspendedTests(OneServer server)
{
    [Fact]
    public async Task Client_that_sleeps_and_wakes_has_everything()
    {
        var sleep = Extent.Of(TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(2));

        // What sleeps counts no time: its patience is longer than its sleep. After 75 s the server gives it up.
        await using var bad = await BadLine.StartAsync(
            server.Stage,
            usual => usual with { Heartbeat = TimeSpan.FromMinutes(10), RequestTimeout = TimeSpan.FromMinutes(10) });
        bad.Weather.Stall();
        await Task.Delay(sleep);
        await bad.OthersProgressAsync();
        bad.Weather.Resume();

        await bad.Run.ProgressAsync();
        await bad.Run.EndAsync($"Client suspended for {sleep.TotalSeconds} s");
    }
}
