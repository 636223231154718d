using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PortalChat.Database.Embedded;

/// <summary>
/// A cluster on disk and its postmaster: made once, started, taken over where a killed server left it running, stopped.
/// </summary>
internal sealed class PostgresCluster
{
    private readonly EmbeddedPostgresOptions _options;
    private readonly UnprivilegedUser? _user;
    private readonly PostgresBinaries _binaries;
    private readonly string _folder;

    private PostgresCluster(
        EmbeddedPostgresOptions options, UnprivilegedUser? user, PostgresBinaries binaries, string folder)
    {
        _options = options;
        _user = user;
        _binaries = binaries;
        _folder = folder;
    }

    /// <summary>The TCP port on 127.0.0.1, known once <see cref="ChoosePortAsync"/> has chosen it.</summary>
    public int Port { get; private set; }

    /// <summary>Postgres' own log.</summary>
    public string LogFile => Path.Combine(_folder, "postgres.log");

    private string Data => Path.Combine(_folder, "data");

    public static PostgresCluster At(EmbeddedPostgresOptions options)
    {
        var binaries = PostgresBinaries.Find(options.Binaries);
        var folder = Path.Combine(Path.GetFullPath(options.DataFolder), "postgres");
        if (OperatingSystem.IsWindows() || !UnprivilegedUser.IsNeeded)
        {
            Directory.CreateDirectory(folder);
            return new PostgresCluster(options, user: null, binaries, folder);
        }

        var user = UnprivilegedUser.Find();
        if (!user.CanReach(binaries.Initdb))
        {
            binaries = binaries.CopyTo(Path.Combine(Shared("postgres-programs"), PackageVersion(binaries)));
        }

        return new PostgresCluster(options, user, binaries, ReachableFolder(user, folder));
    }

    /// <summary>Makes the cluster where there is none. Returns whether it did.</summary>
    /// <exception cref="StartupException">It cannot be made, or there is one of another major version.</exception>
    public async Task<bool> InitialiseAsync(ClusterPasswords passwords, CancellationToken cancellationToken)
    {
        var versionFile = Path.Combine(Data, "PG_VERSION");
        if (File.Exists(versionFile))
        {
            var version = (await File.ReadAllTextAsync(versionFile, cancellationToken)).Trim();
            return version == PostgresBinaries.MajorVersion.ToString(CultureInfo.InvariantCulture)
                ? false
                : throw new StartupException(
                    $"The data folder {_options.DataFolder} was made by Postgres {version}, and this is Postgres "
                    + $"{PostgresBinaries.MajorVersion}; start with another --data, or move the data with pg_dump.");
        }

        // A first start that was cut short leaves half a cluster: nothing was ever stored in it.
        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }

        var passwordFile = Path.Combine(_folder, "initial-password");
        try
        {
            await File.WriteAllTextAsync(passwordFile, passwords.SupabaseAdmin, cancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                _user?.Own(_folder);
            }

            var unfinished = $"{Data}.unfinished";
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            var made = await RunAsync(
                _binaries.Initdb,
                [
                    "--pgdata", unfinished, "--username", "supabase_admin", "--pwfile", passwordFile,
                    "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C",
                    "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions",
                    .. _options.Durable ? Array.Empty<string>() : ["--no-sync"],
                ],
                cancellationToken);
            if (made.ExitCode != 0)
            {
                throw new StartupException($"Postgres' initdb failed: {made.LastLine}");
            }

            Directory.Move(unfinished, Data);
            return true;
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    /// <summary>
    /// Where the postmaster is, or will be: a free port stays free for moments only, so it is started next. Returns whether
    /// it runs already.
    /// </summary>
    public async Task<bool> ChoosePortAsync(CancellationToken cancellationToken)
    {
        if (await IsRunningAsync(cancellationToken) && PostmasterFile.Read(Data)?.Port is { } running)
        {
            Port = running;
            return true;
        }

        // Where it was before, if it has run already: connection strings hold the port.
        Port = Port != 0 ? Port : _options.Port == 0 ? FreePort() : _options.Port;
        return false;
    }

    /// <summary>Starts the postmaster, or takes over one that a killed server left behind.</summary>
    /// <exception cref="StartupException">It does not start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await ChoosePortAsync(cancellationToken))
        {
            return;
        }

        string[] settings =
        [
            $"port={Port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "wal_level=logical",
            "max_connections=200",
            "max_wal_senders=20",
            "max_replication_slots=20",
            // A slot whose reader is gone gives its history up rather than fill the disk; clients then pull.
            "max_slot_wal_keep_size=1GB",
            "jit=off",
            "log_min_messages=warning",
            // Values of a statement (messages, tokens) do not belong in a log.
            "log_parameter_max_length_on_error=0",
            "log_min_error_statement=panic",
            .. _options.Durable
                ? Array.Empty<string>()
                : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
            .. _options.Settings,
        ];
        var before = PostmasterFile.Read(Data);
        using var known = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starting = RunAsync(
            _binaries.PgCtl,
            [
                "start", "--pgdata", Data, "--log", LogFile, "--silent", "--wait", "--timeout",
                _options.StartTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture),
                "--options", string.Join(' ', settings.Select(setting => $"-c {setting}")),
            ],
            known.Token);

        // pg_ctl looks every 0.1 s; it is waited for only to hear of a failure.
        var ready = PostmasterFile.ReadyAsync(Data, before, known.Token);
        if (await Task.WhenAny(starting, ready) == ready && ready.IsCompletedSuccessfully)
        {
            await known.CancelAsync();
            await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var started = await starting;
        await known.CancelAsync();
        await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (started.ExitCode != 0)
        {
            throw new StartupException(
                _options.Port != 0 && !IsFree(_options.Port)
                    ? $"Port {_options.Port}, which the embedded Postgres is to use, is in use; choose another --db-port."
                    : $"The embedded Postgres did not start; its log is {LogFile}: {LastLogLine()}");
        }
    }

    /// <summary>Whether the postmaster is gone: killed, or ended by itself.</summary>
    public bool IsGone()
    {
        try
        {
            using var postmaster = Process.GetProcessById(
                int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture));
            return postmaster.HasExited;
        }
        catch (Exception absent) when (absent is IOException or ArgumentException or InvalidOperationException or FormatException)
        {
            return true;
        }
    }

    /// <summary>Ends open sessions, writes a checkpoint, stops. Does nothing where nothing runs.</summary>
    public async Task StopAsync(bool immediately, CancellationToken cancellationToken) => await RunAsync(
        _binaries.PgCtl,
        ["stop", "--pgdata", Data, "--silent", "--wait", "--mode", immediately ? "immediate" : "fast"],
        cancellationToken);

    private static string PackageVersion(PostgresBinaries binaries) =>
        new FileInfo(binaries.Initdb).LastWriteTimeUtc.Ticks.ToString("x", CultureInfo.InvariantCulture)
        + new FileInfo(binaries.Initdb).Length.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>A folder of the machine, for what root's unprivileged Postgres cannot reach where it belongs.</summary>
    private static string Shared(string name) => Directory.CreateDirectory(Path.Combine("/var/lib/portalchat", name)).FullName;

    /// <summary>
    /// The cluster's folder, or, where the user whom Postgres runs as cannot come to it (a clone below /root, say), one
    /// elsewhere that a symbolic link in its place leads to.
    /// </summary>
    private static string ReachableFolder(UnprivilegedUser user, string folder)
    {
        if (new DirectoryInfo(folder) is { LinkTarget: { } elsewhere })
        {
            if (!Directory.Exists(elsewhere))
            {
                Directory.CreateDirectory(elsewhere);
                user.Own(elsewhere);
            }

            return elsewhere;
        }

        Directory.CreateDirectory(folder);
        if (user.CanReach(folder))
        {
            user.Own(folder);
            return folder;
        }

        if (Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new StartupException($"The user {user.Name}, whom Postgres runs as, cannot reach {folder}.");
        }

        Directory.Delete(folder);
        var reachable = Path.Combine(Shared("clusters"), Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(reachable);
        user.Own(reachable);
        Directory.CreateSymbolicLink(folder, reachable);
        return reachable;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsRunningAsync(CancellationToken cancellationToken) =>
        File.Exists(Path.Combine(Data, "postmaster.pid"))
        && (await RunAsync(_binaries.PgCtl, ["status", "--pgdata", Data], cancellationToken)).ExitCode == 0;

    private string LastLogLine() =>
        File.Exists(LogFile) ? File.ReadLines(LogFile).LastOrDefault(line => line.Length > 0) ?? "" : "it wrote none";

    private Task<ProgramResult> RunAsync(string program, string[] arguments, CancellationToken cancellationToken) =>
        ProgramResult.OfAsync(program, arguments, _user?.Name, _folder, cancellationToken);
}
