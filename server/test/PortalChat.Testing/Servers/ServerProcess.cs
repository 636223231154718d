using System.Diagnostics;
using System.Net;
using System.Reflection;

namespace PortalChat.Testing.Servers;

/// <summary>
/// The built server as its user starts it: a process with a data folder and a port of its own. Killing it leaves both,
/// so that a restart is what comes after a crash.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    // A first start makes a database cluster; on a busy machine that takes a while.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ServerProcessOptions _options;
    private Process? _process;

    private ServerProcess(int port, ServerProcessOptions options)
    {
        _options = options;
        Address = new Uri($"http://127.0.0.1:{port}");
        Folder = options.Folder ?? Path.Combine(Path.GetTempPath(), $"portalchat-server-{Guid.NewGuid():n}");
    }

    public Uri Address { get; }

    /// <summary>Its data folder.</summary>
    public string Folder { get; }

    public ServerLog Log { get; } = new();

    /// <summary>What the running server wrote for its clients; new with each start.</summary>
    public ServerEnvironment Environment => ServerEnvironment.Read(Path.Combine(Folder, "portalchat.env"));

    public int ProcessId => Running.Id;

    private Process Running => _process ?? throw new InvalidOperationException("The server does not run.");

    public static async Task<ServerProcess> StartNewAsync(ServerProcessOptions? options = null)
    {
        var server = new ServerProcess(FreePort.Find(), options ?? new());
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
        await LaunchAsync();
        await WaitUntilReadyAsync();
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public Task LaunchAsync()
    {
        var start = new ProcessStartInfo(_options.Launcher.Count == 0 ? "dotnet" : _options.Launcher[0])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        string[] command = _options.Launcher.Count == 0 ? [] : [.. _options.Launcher.Skip(1), "dotnet"];
        string[] arguments =
        [
            .. command,
            Program(),
            "--urls", Address.GetLeftPart(UriPartial.Authority),
            "--data", Folder,
            "--auth-rate-factor", "1000",
            .. _options.Arguments,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(IsServerSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in _options.Environment)
        {
            start.Environment[name] = value;
        }

        Log.Add($"--- start on {Address}");
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        _process.OutputDataReceived += (_, line) => Log.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Log.Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return Task.CompletedTask;
    }

    /// <summary>SIGKILL to the server alone: its Postgres stays behind, as after a crash.</summary>
    public async Task KillAsync()
    {
        var process = Running;
        process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync();
        Forget("killed");
    }

    /// <summary>SIGTERM, so that it ends as it should and stops its Postgres too. The folder stays.</summary>
    public async Task StopAsync()
    {
        await EndAsync(Running);
        Forget("stopped");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync();
        }

        _http.Dispose();
        if (Directory.Exists(Folder) && _options.Folder is null)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    public async Task WaitUntilReadyAsync()
    {
        var process = Running;
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

    public async Task<bool> IsReadyAsync()
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

    // .NET has no way to send SIGTERM.
    private static async Task EndAsync(Process process)
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

    private void Forget(string how)
    {
        Log.Add($"--- {how}");
        _process?.Dispose();
        _process = null;
    }

    // The environment of whoever runs the tests must not lead to another database.
    private static bool IsServerSetting(string name) =>
        name.StartsWith("PORTALCHAT_", StringComparison.Ordinal) || name.StartsWith("SUPABASE_", StringComparison.Ordinal)
        || name is "DATABASE_URL" or "API_DATABASE_URL" or "REALTIME_DATABASE_URL";

    // Built together with these tests, in the same configuration.
    private static string Program()
    {
        var configuration = typeof(ServerProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var folder = Path.Combine(Repository.Root, "server", "src", "PortalChat.Host", "bin", configuration, "net10.0");
        return Path.Combine(folder, "portalchat.dll");
    }
}
