using System.Diagnostics;
using System.Globalization;

namespace PortalChat.Load.Target;

/// <summary>What <c>postmaster.pid</c> in a cluster's folder says: whose it is, since when, and whether it lets anybody in.</summary>
internal sealed record Postmaster(int Id, string StartedAt, bool IsReady)
{
    private const int StatusLine = 7;

    /// <summary>Null where there is none, or it is being written.</summary>
    /// <param name="dataFolder">The server's.</param>
    public static Postmaster? Of(string dataFolder)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(dataFolder, "postgres", "data", "postmaster.pid"));
            return lines.Length > 2 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id)
                ? new Postmaster(id, lines[2], lines.Length > StatusLine && lines[StatusLine].Trim() == "ready")
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// Kills it with all its processes at once, as a machine that loses power would. Returns once they are gone: one that
    /// lingers keeps the next postmaster from starting.
    /// </summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists($"/proc/{Id}/comm") || (await File.ReadAllTextAsync($"/proc/{Id}/comm", cancellationToken)).Trim() != "postgres")
        {
            // It was killed before, and the number may be somebody else's by now.
            return;
        }

        var children = (await File.ReadAllTextAsync($"/proc/{Id}/task/{Id}/children", cancellationToken))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var id in children.Select(child => int.Parse(child, CultureInfo.InvariantCulture)).Prepend(Id))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
                await process.WaitForExitAsync(cancellationToken);
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It has ended by itself.
            }
        }
    }
}
