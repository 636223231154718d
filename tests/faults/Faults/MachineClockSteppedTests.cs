using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;
using PortalChat.Testing.Servers;

namespace PortalChat.Faults.Tests.Faults;

/// <summary>
/// Steps the clock of the whole server and its Postgres, by libfaketime (Debian's package <c>faketime</c>). Explicit, as
/// not every machine has it: <c>-explicit only</c>.
/// </summary>
public sealed class MachineClockSteppedTests
{
    [Fact(Explicit = true)]
    public async Task Machine_whose_clock_is_stepped_loses_and_misorders_nothing()
    {
        var library = Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", SearchOption.AllDirectories).FirstOrDefault();
        Assert.True(library is not null, "libfaketime is missing; install the package faketime.");
        var clock = Path.GetTempFileName();
        File.SetUnixFileMode(clock, (UnixFileMode)0b110_100_100);
        await File.WriteAllTextAsync(clock, "+0");
        try
        {
            await using var stage = await Installation.StartAsync(new ServerProcessOptions
            {
                Environment = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["LD_PRELOAD"] = library!,
                    ["FAKETIME_TIMESTAMP_FILE"] = clock,
                    ["FAKETIME_NO_CACHE"] = "1",
                    ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                },
            });
            await using var run = await Run.StartAsync(stage);

            // Hours ahead every token has run out at once. Back it is seconds: so far may a token be ahead of the clock [AU5].
            foreach (var step in new[] { "+7200", "+7195", "+14400", "+14380" })
            {
                await File.WriteAllTextAsync(clock, step);
                await run.ProgressAsync();
            }

            await run.EndAsync("Clock of server and Postgres stepped");
        }
        finally
        {
            File.Delete(clock);
        }
    }
}
