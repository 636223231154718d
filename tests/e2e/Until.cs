using System.Diagnostics;
using Xunit.Sdk;

namespace PortalChat.E2E.Tests;

/// <summary>Waits for what becomes true by itself; a browser's own conditions are waited for by Playwright.</summary>
internal static class Until
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Asks again until the answer passes the assertion. The assertion's own failure is what a timeout shows.</summary>
    public static async Task<T> PassesAsync<T>(Func<Task<T>> ask, Action<T> assert)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            var answer = await ask();
            try
            {
                assert(answer);
                return answer;
            }
            catch (XunitException) when (watch.Elapsed < Limit)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }
}
