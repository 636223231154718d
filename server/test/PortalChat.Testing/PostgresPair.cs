using System.Net;
using System.Net.Sockets;
using Npgsql;
using PortalChat.Database.Embedded;
using PortalChat.Database.Migrations;

namespace PortalChat.Testing;

/// <summary>A Postgres with the contract in it, and a physical standby that follows it.</summary>
public sealed class PostgresPair : IAsyncDisposable
{
    private readonly string _folder;
    private readonly EmbeddedPostgres _primary;
    private readonly PostgresCluster _standby;

    private PostgresPair(string folder, EmbeddedPostgres primary, PostgresCluster standby)
    {
        _folder = folder;
        _primary = primary;
        _standby = standby;
        Database = new TestDatabase(primary, "postgres");
    }

    /// <summary>The database on the primary.</summary>
    public TestDatabase Database { get; }

    /// <summary>The owner's, on the standby.</summary>
    public string StandbyConnectionString => OnStandby(_primary.Owner());

    /// <summary>The same as a URL.</summary>
    public string StandbyUrl => new UriBuilder(_primary.OwnerUrl()) { Port = _standby.Port }.Uri.OriginalString;

    public static async Task<PostgresPair> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"portalchat-pair-{Environment.ProcessId}-{Guid.NewGuid():n}");
        var options = new EmbeddedPostgresOptions
        {
            DataFolder = Path.Combine(folder, "primary"),
            Durable = false,
            Port = FreePort(),
        };

        // 1. A cluster with the contract, at rest, so that its files can simply be copied.
        var primary = await EmbeddedPostgres.StartAsync(options, CancellationToken.None);
        await Migrator.ApplyAsync(primary.Owner(), CancellationToken.None);
        await primary.StopAsync(immediately: false, CancellationToken.None);

        // 2. The copy, which is told to follow.
        var copy = Path.Combine(folder, "standby");
        var data = Path.Combine(copy, "postgres", "data");
        CopyTree(Path.Combine(options.DataFolder, "postgres", "data"), data);
        await File.WriteAllTextAsync(Path.Combine(data, "standby.signal"), "");
        var leader = new NpgsqlConnectionStringBuilder(primary.Superuser("postgres"));
        await File.AppendAllTextAsync(
            Path.Combine(data, "postgresql.auto.conf"),
            $"""
            primary_conninfo = 'host=127.0.0.1 port={options.Port} user={leader.Username} password={leader.Password}'
            hot_standby_feedback = on
            wal_retrieve_retry_interval = 100ms

            """);

        // 3. Both.
        primary = await EmbeddedPostgres.StartAsync(options, CancellationToken.None);
        var standby = PostgresCluster.At(new EmbeddedPostgresOptions { DataFolder = copy, Durable = false, Port = FreePort() });
        var pair = new PostgresPair(folder, primary, standby);
        await pair.StartStandbyAsync();
        return pair;
    }

    public Task StartStandbyAsync() => _standby.StartAsync(CancellationToken.None);

    public Task StopStandbyAsync() => _standby.StopAsync(immediately: true, CancellationToken.None);

    /// <summary>Runs SQL on the standby as its superuser.</summary>
    public async Task ExecuteOnStandbyAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(OnStandby(_primary.Superuser("postgres")));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await StopStandbyAsync();
        await _primary.StopAsync(immediately: true, CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private string OnStandby(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Port = _standby.Port, Pooling = false }.ConnectionString;

    private static void CopyTree(string from, string to)
    {
        Directory.CreateDirectory(to);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            CopyTree(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
