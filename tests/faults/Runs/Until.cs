using System.Diagnostics;

namespace PortalChat.Faults.Tests.Runs;

/// <summary>Waits for what becomes true by itself.</summary>
internal static class Until
{
    /// <summary>Far more than anything here takes once its fault is over; a limit for what would hang, not a measurement.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public static Task TrueAsync(Func<bool> condition, Func<string> otherwise) =>
        TrueAsync(() => Task.FromResult(condition()), otherwise);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> otherwise)
    {
        for (var watch = Stopwatch.StartNew(); !await condition();)
        {
            Assert.True(watch.Elapsed < Limit, $"Within {Limit.TotalSeconds} s: {(watch.Elapsed < Limit ? "" : otherwise())}");
            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }
}
