using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnAnotherServer>]
public sealed class LineHalfClosedTests(OneServer server)
{
    [Fact]
    public async Task Connections_half_closed_from_either_side_lose_nothing()
    {
        var times = Extent.Of(6, 100);
        var random = new Random(Extent.Seed);
        await using var bad = await BadLine.StartAsync(server.Stage);
        for (var i = 0; i < times; i++)
        {
            await Task.Delay(random.Moment(seconds: 0.3));
            bad.Line.HalfClose(toServer: i % 2 == 0);
        }

        await bad.Run.ProgressAsync();
        await bad.Run.EndAsync($"Line half closed {times} times (seed {Extent.Seed})");
    }
}
