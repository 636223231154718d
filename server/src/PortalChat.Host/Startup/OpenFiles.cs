using System.Globalization;
using PortalChat.Database;

namespace PortalChat.Host.Startup;

/// <summary>
/// How many connections the process may have, from how many files it may open. .NET ends a process that has none left,
/// so a server must never get there: who comes too late is turned away, and nobody else notices.
/// </summary>
internal static class OpenFiles
{
    /// <summary>For the runtime and its libraries (some 150), Postgres' connections (some 70), and what comes and goes.</summary>
    private const int Reserve = 350;

    /// <summary>Fewer are not worth starting for.</summary>
    private const int Fewest = 512;

    /// <summary>Where the system does not say: what macOS gives a process.</summary>
    private const int Assumed = 10_240;

    /// <summary>Connections of all kinds.</summary>
    public static int MaxConnections { get; } = Limit() - Reserve;

    /// <summary>A tenth is left for requests, which come and go.</summary>
    public static int MaxSockets => MaxConnections / 10 * 9;

    /// <exception cref="StartupException">There are too few to serve anybody.</exception>
    public static void Check()
    {
        if (Limit() < Fewest)
        {
            throw new StartupException(
                $"This process may open only {Limit()} files; it needs at least {Fewest}. Raise the limit (ulimit -n).");
        }
    }

    /// <summary>The hard limit: the runtime raises the soft one to it.</summary>
    private static int Limit()
    {
        const string Limits = "/proc/self/limits";
        const string Files = "Max open files";
        if (!File.Exists(Limits))
        {
            return Assumed;
        }

        var line = File.ReadLines(Limits).FirstOrDefault(each => each.StartsWith(Files, StringComparison.Ordinal));
        var fields = line?[Files.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return fields is [_, var hard, ..] && int.TryParse(hard, CultureInfo.InvariantCulture, out var limit) ? limit : 1_000_000;
    }
}
