using System.Diagnostics;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Supabase;

/// <summary>The official Supabase CLI from node_modules; a test that needs it fails where it is missing.</summary>
internal static class SupabaseCli
{
    /// <summary>Runs it on the checkout's migrations. Returns what it printed; fails where it fails.</summary>
    public static async Task<CliOutput> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(Repository.Root, "node_modules", "supabase", "dist", "supabase.js");
        Assert.True(File.Exists(program), $"{program} is missing: run `npm install`.");

        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // It asks nobody and reports to nobody.
        start.Environment["SUPABASE_TELEMETRY_DISABLED"] = "1";
        start.Environment["DO_NOT_TRACK"] = "1";
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var ran = new CliOutput(await output, await errors);
        Assert.True(process.ExitCode == 0, $"supabase {arguments[0]} ended with {process.ExitCode}: {ran.Errors}{ran.Text}");
        return ran;
    }
}

internal sealed record CliOutput(string Text, string Errors);
