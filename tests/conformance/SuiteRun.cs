using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using PortalChat.Testing;

namespace PortalChat.Conformance.Tests;

/// <summary>One run of the suite in Node, where its clients live; the table that it prints is printed again.</summary>
public sealed class SuiteRun : IAsyncLifetime
{
    // Every feature has a limit of its own; this one ends a run that cannot end itself.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private readonly string _report = Path.Combine(Path.GetTempPath(), $"portalchat-conformance-{Guid.NewGuid():n}.jsonl");
    private readonly Dictionary<string, FeatureResult> _results = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, FeatureResult> Results => _results;

    public int ExitCode { get; private set; }

    /// <summary>Everything that it said.</summary>
    public string Output { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        // Node 22 has WebSocket; in Node 20 it stands behind this flag.
        var start = new ProcessStartInfo(
            "node",
            ["--experimental-websocket", "tests/conformance/run.mjs", "--server", Program(), "--report", _report])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await node.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
            await node.WaitForExitAsync();
        }

        ExitCode = node.ExitCode;
        var table = await output;
        Output = table + await errors;
        await Console.Out.WriteLineAsync(table);
        await ReadReportAsync();
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_report);
        return ValueTask.CompletedTask;
    }

    private async Task ReadReportAsync()
    {
        if (!File.Exists(_report))
        {
            return;
        }

        foreach (var line in await File.ReadAllLinesAsync(_report))
        {
            var result = JsonSerializer.Deserialize<FeatureResult>(line, JsonSerializerOptions.Web)!;
            _results.Add(result.Id, result);
        }
    }

    // Built together with these tests, in the same configuration.
    private static string Program()
    {
        var configuration = typeof(SuiteRun).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return Path.Combine(Repository.Root, "server", "src", "PortalChat.Host", "bin", configuration, "net10.0", "portalchat.dll");
    }
}
