using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Npgsql;

namespace PortalChat.Load.Target;

/// <summary>The built server as a process of its own, with a fresh database, durable as it comes.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly ProcessStartInfo _start;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private Process _process;

    private ServerUnderTest(string folder, ProcessStartInfo start, Process process, int port)
    {
        _folder = folder;
        _start = start;
        _process = process;
        Address = new IPEndPoint(IPAddress.Loopback, port);
        _environment = EnvironmentOf.Folder(folder);
        Owner = NpgsqlDataSource.Create(ConnectionString(DatabaseUrl));
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
    /// <param name="settings">Environment variables beside the machine's.</param>
    public static async Task<ServerUnderTest> StartAsync(
        string root,
        int? fileLimit,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = FreePort();
        var folder = Path.Combine(Path.GetTempPath(), $"portalchat-load-{Guid.NewGuid():n}");
        string[] command =
        [
            .. fileLimit is { } limit ? (string[])["prlimit", $"--nofile={limit}:{limit}"] : [],
            .. ServerProgram.Command(root, port, folder),
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = await StartAsync(start, port, cancellationToken);
        return new ServerUnderTest(folder, start, process, port);
    }

    /// <summary>
    /// Does something to the tables while nobody reads the write-ahead log: a server that is killed leaves its Postgres
    /// running, its replication slot goes with its connection, and the next one on the folder takes over.
    /// </summary>
    public async Task WithoutServerAsync(Func<NpgsqlDataSource, Task> act, CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        _process.Dispose();
        try
        {
            await using var superuser = NpgsqlDataSource.Create(ConnectionString(DatabaseUrl, "supabase_admin", SuperuserPassword()));
            await act(superuser);
        }
        finally
        {
            _process = await StartAsync(_start, Address.Port, CancellationToken.None);
        }
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

    private static async Task<Process> StartAsync(ProcessStartInfo start, int port, CancellationToken cancellationToken)
    {
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server could not be started.");
        process.OutputDataReceived += (_, line) => PassOn(line.Data);
        process.BeginOutputReadLine();
        await WaitUntilReadyAsync(process, port, cancellationToken);
        return process;
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

    /// <summary>What a URL of Postgres says, as Npgsql takes it.</summary>
    public static string ConnectionString(string databaseUrl)
    {
        var user = new Uri(databaseUrl).UserInfo.Split(':', 2);
        return ConnectionString(databaseUrl, Uri.UnescapeDataString(user[0]), Uri.UnescapeDataString(user[1]));
    }

    private static string ConnectionString(string databaseUrl, string user, string password)
    {
        var url = new Uri(databaseUrl);
        return new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port,
            Username = user,
            Password = password,
            Database = url.AbsolutePath[1..],
        }.ConnectionString;
    }

    private string SuperuserPassword() =>
        (string)JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "postgres-passwords.json")))!["SupabaseAdmin"]!;

    /// <summary>What the server warns of is part of the result; the banner is not.</summary>
    private static void PassOn(string? line)
    {
        if (line?.StartsWith('{') is true)
        {
            Console.Error.WriteLine(line.Length > 300 ? line[..300] : line);
        }
    }

    /// <summary>
    /// Below those that the system gives to whoever connects: from there a client, or the tool while it knocks, could take it
    /// before the server does.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 32_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
