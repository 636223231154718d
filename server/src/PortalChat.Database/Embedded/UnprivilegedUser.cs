using System.Diagnostics;

namespace PortalChat.Database.Embedded;

/// <summary>Whom Postgres runs as where the server runs as root, which Postgres refuses.</summary>
internal sealed class UnprivilegedUser(string name)
{
    private static readonly string[] Candidates = ["portalchat", "postgres", "nobody"];

    public string Name => name;

    public static bool IsNeeded => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    /// <exception cref="StartupException">The machine has none of the users that would do.</exception>
    public static UnprivilegedUser Find()
    {
        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var name = Candidates.FirstOrDefault(known.Contains)
            ?? throw new StartupException(
                "Postgres does not run as root, and this machine has no user portalchat, postgres or nobody; "
                + "add one, or start the server as an ordinary user.");
        return new UnprivilegedUser(name);
    }

    /// <summary>Whether this user can come to a file or folder through all the folders above it.</summary>
    public bool CanReach(string path)
    {
        using var test = Process.Start(new ProcessStartInfo("/usr/bin/test", ["-x", path])
        {
            UserName = name,
            WorkingDirectory = "/",
        })!;
        test.WaitForExit();
        return test.ExitCode == 0;
    }

    public void Own(string folder)
    {
        using var chown = Process.Start(new ProcessStartInfo("chown", ["-R", name, folder]))!;
        chown.WaitForExit();
        if (chown.ExitCode != 0)
        {
            throw new StartupException($"{folder} could not be given to the user {name}, whom Postgres runs as.");
        }
    }
}
