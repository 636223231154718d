using System.Globalization;
using System.Runtime.InteropServices;

namespace PortalChat.Load.Target;

/// <summary>What a process has taken, from <c>/proc</c>.</summary>
/// <param name="Cpu">User and system time.</param>
/// <param name="MemoryBytes">Resident.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="Threads">At this moment.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessReading(TimeSpan Cpu, long MemoryBytes, int Handles, int Threads)
{
    private const long TicksPerSecond = 100;

    public static ProcessReading Of(int processId)
    {
        // The name stands in brackets and may hold blanks.
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return new ProcessReading(
            TimeSpan.FromSeconds((double)ticks / TicksPerSecond),
            long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize,
            Directory.GetFiles($"/proc/{processId}/fd").Length,
            int.Parse(fields[17], CultureInfo.InvariantCulture));
    }

    /// <summary>CPU of a process and of all below it, those that have ended included.</summary>
    public static TimeSpan CpuOfTree(int processId)
    {
        var parents = new Dictionary<int, (int Parent, long Ticks)>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && TryStat(id, out var fields))
            {
                parents[id] = (
                    int.Parse(fields[1], CultureInfo.InvariantCulture),
                    fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)));
            }
        }

        bool IsBelow(int id) =>
            id == processId || (parents.TryGetValue(id, out var entry) && IsBelow(entry.Parent));
        return TimeSpan.FromSeconds(parents.Where(each => IsBelow(each.Key)).Sum(each => each.Value.Ticks) / (double)TicksPerSecond);
    }

    private static bool TryStat(int id, out string[] fields)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return true;
        }
        catch (IOException)
        {
            fields = [];
            return false;
        }
    }
}
