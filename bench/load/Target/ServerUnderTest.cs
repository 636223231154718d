using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PortalChat.Load.Target;

/// <summary>The built server as a process of its own, with a fresh database, durable as it comes.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly Process _process;
    private readonly Dictionary<string, string> _environment;

    private ServerUnderTest(string folder, Process process, int port)
    {
        _folder = folder;
        _process = process;
        Address = new IPEndPoint(IPAddress.Loopback, port);
        _environment = File.ReadLines(Path.Combine(folder, "portalchat.env"))
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        Owner = NpgsqlDataSource.Create(ConnectionString());
    }

    public IPEndPoint Address { get; }

    public string DataFolder => _folder;

    public string AnonKey => _environment["SUPABASE_ANON_KEY"];

    /// <summary>For psql and pgbench.</summary>
    public string DatabaseUrl => _environment["DATABASE_URL"];

    public NpgsqlDataSource Owner { get; }

    public int ProcessId => _process.Id;

    /// <summary>The postmaster's.</summary>
    public int PostgresId => int.Parse(
        File.ReadLines(Path.Combine(_folder, "postgres", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <param name="root">The repository.</param>
    /// <param name="fileLimit">Open files that the process may have; null for the machine's own limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ServerUnderTest> StartAsync(string root, int? fileLimit, CancellationToken cancellationToken)
    {
        var program = Path.Combine(root, "server", "src", "PortalChat.Host", "bin", "Release", "net10.0", "portalchat.dll");
        if (!File.Exists(program))
        {
            throw new FileNotFoundException("Build the server first: dotnet build PortalChat.slnx -c Release", program);
        }

        var port = FreePort();
        var folder = Path.Combine(Path.GetTempPath(), $"portalchat-load-{Guid.NewGuid():n}");
        string[] command =
        [
            .. fileLimit is { } limit ? (string[])["prlimit", $"--nofile={limit}:{limit}"] : [],
            "dotnet", program, "--urls", $"http://127.0.0.1:{port}", "--data", folder, "--demo", "false",
            "--log-level", "Warning",
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server could not be started.");
        process.OutputDataReceived += (_, line) => PassOn(line.Data);
        process.BeginOutputReadLine();
        await WaitUntilReadyAsync(process, port, cancellationToken);
        return new ServerUnderTest(folder, process, port);
    }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Returns once something accepts connections.</summary>
    public static async Task WaitUntilListeningAsync(int port, CancellationToken cancellationToken)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < StartLimit;)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, cancellationToken);
            }
        }

        throw new InvalidOperationException($"Nothing listens on port {port}.");
    }

    private static async Task WaitUntilReadyAsync(Process process, int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < StartLimit && !process.HasExited;)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50, cancellationToken);
        }

        throw new InvalidOperationException("The server did not become ready.");
    }

    private string ConnectionString()
    {
        var url = new Uri(DatabaseUrl);
        var user = url.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
            Database = url.AbsolutePath[1..],
        }.ConnectionString;
    }

    /// <summary>What the server warns of is part of the result; the banner is not.</summary>
    private static void PassOn(string? line)
    {
        if (line?.StartsWith('{') is true)
        {
            Console.Error.WriteLine(line.Length > 300 ? line[..300] : line);
        }
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
