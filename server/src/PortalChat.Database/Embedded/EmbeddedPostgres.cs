using Npgsql;

namespace PortalChat.Database.Embedded;

/// <summary>
/// A real Postgres of our own, with what Supabase adds to it: the road from an empty folder to connection strings.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly PostgresCluster _cluster;
    private readonly ClusterPasswords _passwords;

    // One that did not come up in time may be in crash recovery still: it is left to finish, for the next start to find.
    private bool _stopped = true;

    private EmbeddedPostgres(PostgresCluster cluster, ClusterPasswords passwords)
    {
        _cluster = cluster;
        _passwords = passwords;
    }

    /// <summary>Whether this start made the cluster: it holds nobody's data yet.</summary>
    public bool IsNew { get; private init; }

    public int Port => _cluster.Port;

    public string LogFile => _cluster.LogFile;

    /// <summary>The whole road; returns once it can be used.</summary>
    /// <exception cref="StartupException">It cannot be started; the message says why.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, CancellationToken cancellationToken)
    {
        var postgres = await PrepareAsync(options, cancellationToken);
        try
        {
            await postgres.StartAsync(cancellationToken);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Up to the connection strings, which say where it will be. <see cref="StartAsync(CancellationToken)"/> has to follow at
    /// once: nobody keeps the port for it.
    /// </summary>
    /// <exception cref="StartupException">It cannot be made; the message says why.</exception>
    public static async Task<EmbeddedPostgres> PrepareAsync(
        EmbeddedPostgresOptions options, CancellationToken cancellationToken)
    {
        // 1. The programs, a folder that Postgres may use, and its passwords.
        Directory.CreateDirectory(options.DataFolder);
        var cluster = PostgresCluster.At(options);
        var passwords = ClusterPasswords.ReadOrMake(Path.Combine(options.DataFolder, "postgres-passwords.json"));

        // 2. The cluster, which is made once, and its port.
        var isNew = await cluster.InitialiseAsync(passwords, cancellationToken);
        await cluster.ChoosePortAsync(cancellationToken);
        return new EmbeddedPostgres(cluster, passwords) { IsNew = isNew };
    }

    /// <exception cref="StartupException">It cannot be started; the message says why.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // 3. Each time: the postmaster.
        await _cluster.StartAsync(cancellationToken);
        _stopped = false;

        // 4. What Supabase has and plain Postgres lacks.
        await Bootstrapper.RunAsync(Superuser("postgres"), _passwords, cancellationToken);
    }

    /// <summary>For migrations and the write-ahead log: the owner of the tables, as on Supabase.</summary>
    public string Owner(string database = "postgres") => ConnectionString("postgres", _passwords.Postgres, database);

    /// <summary>For requests: may take on the request roles and is nothing by itself.</summary>
    public string Authenticator(string database = "postgres") =>
        ConnectionString("authenticator", _passwords.Authenticator, database, errorDetail: true);

    /// <summary>For the auth server: owns the schema <c>auth</c>.</summary>
    public string AuthAdmin(string database = "postgres") =>
        ConnectionString("supabase_auth_admin", _passwords.AuthAdmin, database);

    /// <summary>For the embedded bootstrap and for tests that break things.</summary>
    public string Superuser(string database) => ConnectionString("supabase_admin", _passwords.SupabaseAdmin, database);

    /// <summary>The owner's connection as a URL, as psql and the official Supabase CLI take it.</summary>
    public string OwnerUrl(string database = "postgres") =>
        $"postgresql://postgres:{_passwords.Postgres}@127.0.0.1:{_cluster.Port}/{database}?sslmode=disable";

    /// <summary>Starts Postgres again where it was, if it is gone although nobody has stopped it. Returns whether it did.</summary>
    /// <exception cref="StartupException">It does not start; the disk may be full still.</exception>
    public async Task<bool> RestartIfGoneAsync(CancellationToken cancellationToken)
    {
        if (_stopped || !_cluster.IsGone())
        {
            return false;
        }

        await _cluster.StartAsync(cancellationToken);
        return true;
    }

    /// <summary>Stops Postgres; with <paramref name="immediately"/> as a crash would, without a checkpoint.</summary>
    public async Task StopAsync(bool immediately, CancellationToken cancellationToken)
    {
        if (!_stopped)
        {
            _stopped = true;
            NpgsqlConnection.ClearAllPools();
            await _cluster.StopAsync(immediately, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(immediately: false, CancellationToken.None);

    /// <param name="errorDetail">
    /// Whether refusals carry Postgres's detail. Requests get it, as from PostgREST; it can quote a row, so it is
    /// never logged.
    /// </param>
    private string ConnectionString(
        string user, string password, string database, bool errorDetail = false) => new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _cluster.Port,
            Username = user,
            Password = password,
            Database = database,
            SslMode = SslMode.Disable,
            IncludeErrorDetail = errorDetail,
        }.ConnectionString;
}
