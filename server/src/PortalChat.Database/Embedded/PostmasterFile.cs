using System.Globalization;

namespace PortalChat.Database.Embedded;

/// <summary>What a postmaster writes about itself into <c>postmaster.pid</c>; a killed one leaves it behind.</summary>
/// <param name="ProcessId">The first line.</param>
/// <param name="StartedAt">The third: seconds since 1970.</param>
/// <param name="Port">The fourth.</param>
/// <param name="Status">The eighth: <c>starting</c>, <c>ready</c> …; null while it has not come to that.</param>
internal sealed record PostmasterFile(string ProcessId, string StartedAt, int Port, string? Status)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Null where there is none, or not all of it yet.</summary>
    public static PostmasterFile? Read(string dataFolder)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(dataFolder, "postmaster.pid"));
            return lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                ? new PostmasterFile(lines[0], lines[2], port, lines.Length > 7 ? lines[7].TrimEnd() : null)
                : null;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Returns once a postmaster other than <paramref name="before"/> lets people in.</summary>
    public static async Task ReadyAsync(string dataFolder, PostmasterFile? before, CancellationToken cancellationToken)
    {
        while (Read(dataFolder) is not { Status: "ready" } now
            || (now.ProcessId, now.StartedAt) == (before?.ProcessId, before?.StartedAt))
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
