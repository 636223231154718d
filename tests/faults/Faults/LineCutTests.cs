using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnAnotherServer>]
public sealed class LineCutTests(OneServer server)
{
    [Fact]
    public async Task Connections_cut_at_random_moments_lose_and_double_nothing()
    {
        var cuts = Extent.Of(8, 200);
        var random = new Random(Extent.Seed);
        await using var bad = await BadLine.StartAsync(server.Stage);
        for (var i = 0; i < cuts; i++)
        {
            await Task.Delay(random.Moment(seconds: 0.3));
            bad.Line.Drop();
        }

        // And once for a while, so that the outboxes fill.
        bad.Line.Cut();
        await bad.OthersProgressAsync();
        bad.Line.Restore();
        await bad.Run.ProgressAsync();
        await bad.Run.EndAsync($"Line cut {cuts + 1} times (seed {Extent.Seed})");
    }
}
