namespace PortalChat.E2E.Tests.Browsers;

/// <summary>Which Chromium runs the tests: the one that is named, else one that is installed, else Playwright's own.</summary>
internal static class ChromiumProgram
{
    private const string Setting = "CHROMIUM_PATH";
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Null stands for Playwright's own, which is downloaded where it is not there yet.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new FileNotFoundException($"{Setting} names a file that is not there.", named);
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var installed = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (installed is null && Microsoft.Playwright.Program.Main(["install", "chromium"]) is var exitCode and not 0)
        {
            throw new InvalidOperationException(
                $"There is no Chromium on the PATH, {Setting} names none, and Playwright's download ended with {exitCode}.");
        }

        return installed;
    }
}
