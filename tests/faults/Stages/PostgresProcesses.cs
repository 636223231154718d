using System.Globalization;

namespace PortalChat.Faults.Tests.Stages;

/// <summary>The postmaster of a data folder and its children, as the operating system lists them.</summary>
internal sealed class PostgresProcesses(string dataFolder)
{
    private string PidFile => Path.Combine(dataFolder, "postgres", "data", "postmaster.pid");

    public int Postmaster => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    public IReadOnlyList<int> All => [Postmaster, .. ChildrenOf(Postmaster)];

    /// <summary>The machine's out-of-memory killer, at its worst: all of them at once.</summary>
    public async Task KillAsync()
    {
        var all = All;
        await Signal.KillAsync(all);
        await Runs.Until.TrueAsync(() => all.All(IsGone), () => "A killed Postgres still runs.");
    }

    /// <summary>Alive and silent: a machine that swaps, a disk that does not answer.</summary>
    public Task StopAsync() => Signal.StopAsync(All);

    public Task ContinueAsync() => Signal.ContinueAsync(All);

    private static IEnumerable<int> ChildrenOf(int parent) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id != 0 && ParentOf(id) == parent);

    // "pid (name) state parent …", and the name may hold anything.
    private static int? ParentOf(int process)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Not before its parent has taken note: until then its id counts as taken.
    private static bool IsGone(int process) => !Directory.Exists($"/proc/{process}");
}
