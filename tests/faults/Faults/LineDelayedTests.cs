using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnAnotherServer>]
public sealed class LineDelayedTests(OneServer server)
{
    [Fact]
    public async Task Line_that_delays_everything_by_a_random_time_loses_nothing()
    {
        var (longest, messages) = Extent.Of((TimeSpan.FromMilliseconds(200), 5), (TimeSpan.FromMilliseconds(500), 50));
        await using var bad = await BadLine.StartAsync(server.Stage);
        bad.Weather.LongestDelay = longest;
        await bad.Run.ProgressAsync(messages);
        bad.Weather.Clear();
        await bad.Run.EndAsync($"Line delayed by up to {longest.TotalMilliseconds} ms");
    }
}
