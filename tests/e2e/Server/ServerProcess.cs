using System.Diagnostics;
using System.Net;
using System.Reflection;
using PortalChat.Testing;

namespace PortalChat.E2E.Tests.Server;

/// <summary>
/// The built server as its user starts it: a process with a data folder and a port of its own. Killing it leaves both,
/// so that a restart is what comes after a crash.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    // A first start makes a database cluster; on a busy machine that takes a while.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"portalchat-e2e-{Guid.NewGuid():n}");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;

    private ServerProcess(int port) => Address = new Uri($"http://127.0.0.1:{port}");

    public Uri Address { get; }

    public ServerLog Log { get; } = new();

    /// <summary>What the running server wrote for its clients; new with each start.</summary>
    public ServerEnvironment Environment => ServerEnvironment.Read(Path.Combine(_folder, "portalchat.env"));

    public static async Task<ServerProcess> StartNewAsync()
    {
        var server = new ServerProcess(FreePort.Find());
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns once the server says that it is ready.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Program(),
                "--urls", Address.GetLeftPart(UriPartial.Authority),
                "--data", _folder,
                "--auth-rate-factor", "1000",
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        foreach (var name in start.Environment.Keys.Where(IsServerSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        Log.Add($"--- start on {Address}");
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        _process.OutputDataReceived += (_, line) => Log.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Log.Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync(_process);
    }

    /// <summary>SIGKILL to the server alone: its Postgres stays behind, as after a crash.</summary>
    public async Task KillAsync()
    {
        var process = _process ?? throw new InvalidOperationException("The server does not run.");
        process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync();
        Log.Add("--- killed");
        process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is not null)
        {
            await StopAsync(_process);
            _process.Dispose();
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    // SIGTERM, so that it stops its Postgres too; .NET has no way to send it.
    private static async Task StopAsync(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException tooLong)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The server did not stop within {StopLimit} after SIGTERM.", tooLong);
        }
    }

    private async Task WaitUntilReadyAsync(Process process)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < StartLimit;)
        {
            if (process.HasExited)
            {
                await process.WaitForExitAsync();
                throw new InvalidOperationException($"The server ended with {process.ExitCode} while starting:\n{Log}");
            }

            if (await IsReadyAsync())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        throw new TimeoutException($"The server was not ready within {StartLimit}:\n{Log}");
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Address, "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    // The environment of whoever runs the tests must not lead to another database.
    private static bool IsServerSetting(string name) =>
        name.StartsWith("PORTALCHAT_", StringComparison.Ordinal) || name.StartsWith("SUPABASE_", StringComparison.Ordinal)
        || name is "DATABASE_URL" or "API_DATABASE_URL";

    // Built together with these tests, in the same configuration.
    private static string Program()
    {
        var configuration = typeof(ServerProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var folder = Path.Combine(Repository.Root, "server", "src", "PortalChat.Host", "bin", configuration, "net10.0");
        return Path.Combine(folder, "portalchat.dll");
    }
}
