using Npgsql;
using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;
using PortalChat.Testing.Servers;

namespace PortalChat.Faults.Tests.Faults;

public sealed class DiskFullTests
{
    /// <summary>A cluster, some log, and little else.</summary>
    private const int DiskMegabytes = 200;

    [Fact]
    public async Task Disk_that_is_full_stops_the_writing_and_loses_nothing_that_was_acknowledged()
    {
        var patience = Extent.Of(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        var folder = Directory.CreateTempSubdirectory("portalchat-disk-").FullName;
        try
        {
            await using var stage = await Installation.StartAsync(new ServerProcessOptions
            {
                Folder = folder,
                Launcher = SmallDisk.Launcher(Path.Combine(folder, "postgres"), DiskMegabytes),
            });
            await using var run = await Run.StartAsync(stage);

            // 1. No room for the next piece of the log. Postgres ends rather than acknowledge what it cannot keep.
            var filler = SmallDisk.Fill(stage.Server.ProcessId, Path.Combine(folder, "postgres"));
            await UseUpTheLogAsync(stage);
            await Until.TrueAsync(async () => !await stage.Server.IsReadyAsync(), run.Describe);
            var before = run.Figures.Acknowledged;
            await Task.Delay(patience);
            Assert.Equal(before, run.Figures.Acknowledged);

            // 2. Room again: the server starts its Postgres as soon as that is possible.
            File.Delete(filler);
            await run.ProgressAsync();
            await run.EndAsync($"Disk full for {patience.TotalSeconds} s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task UseUpTheLogAsync(Installation stage)
    {
        for (var i = 0; i < DiskMegabytes; i++)
        {
            try
            {
                await stage.ExecuteAsync("select pg_logical_emit_message(false, 'filler', repeat('x', 1000000))");
            }
            catch (NpgsqlException)
            {
                // That was it.
                return;
            }
        }

        Assert.Fail("The disk took more than it holds.");
    }
}
