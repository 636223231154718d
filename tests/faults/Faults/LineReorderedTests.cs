using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnAnotherServer>]
public sealed class LineReorderedTests(OneServer server)
{
    [Fact]
    public async Task Connections_that_arrive_in_another_order_than_made_misorder_nothing()
    {
        var cuts = Extent.Of(5, 100);
        var random = new Random(Extent.Seed);
        await using var bad = await BadLine.StartAsync(
            server.Stage, usual => usual with { RequestTimeout = TimeSpan.FromSeconds(1) });

        // A request that was given up may arrive after the one that replaces it.
        bad.Weather.LongestConnect = TimeSpan.FromSeconds(2);
        for (var i = 0; i < cuts; i++)
        {
            await Task.Delay(random.Moment(seconds: 0.5));
            bad.Line.Drop();
        }

        await bad.Run.ProgressAsync();
        bad.Weather.Clear();
        await bad.Run.EndAsync($"Connections reordered, {cuts} cuts (seed {Extent.Seed})");
    }
}
