using Npgsql;
using PortalChat.Database;
using PortalChat.Database.Contract;
using PortalChat.Database.Embedded;
using PortalChat.Database.Migrations;
using PortalChat.Database.Sessions;

namespace PortalChat.Host.Startup;

/// <summary>The database that a server runs on, and the ways in, each with connections of its own.</summary>
internal sealed class ServerDatabase : IAsyncDisposable
{
    // Requests are short; more connections than this only queue in Postgres instead of here.
    internal const int ApiConnections = WarmApiConnections + MoreApiConnections;

    // Enough for a thousand requests a second.
    private const int WarmApiConnections = 12;
    private const int MoreApiConnections = 28;

    // One transaction executes while the other waits for the disk.
    private const int SharedApiConnections = 2;

    // Changes are asked about one after another; the second is for when the first turns out to be dead.
    private const int ChangeConnections = 2;

    // After a start everybody comes at once; more connections than this would take Postgres from those who are in.
    private const int JoinConnections = 8;
    private const int AuthConnections = 10;

    private readonly NpgsqlDataSource _warm;
    private readonly NpgsqlDataSource _more;
    private readonly NpgsqlDataSource _shared;
    private readonly DataFolderLock? _lock;

    private ServerDatabase(
        string owner, string api, string? authAdmin, EmbeddedPostgres? embedded, DataFolderLock? folderLock)
    {
        OwnerConnectionString = owner;
        Embedded = embedded;
        _lock = folderLock;
        Owner = Open(owner, connections: 5);
        // What a constraint says of the caller's own values is part of his answer; for logs it is never read.
        _warm = Open(api, WarmApiConnections, errorDetail: true);
        _more = Open(api, MoreApiConnections, errorDetail: true);
        _shared = Open(api, SharedApiConnections, errorDetail: true);
        Requests = new CallerSessions(_warm, WarmApiConnections, _more, _shared, SharedApiConnections);
        Changes = Open(api, ChangeConnections);
        Joins = Open(api, JoinConnections);
        AuthAdmin = authAdmin is null ? null : Open(authAdmin, AuthConnections);
    }

    /// <summary>The Postgres that this server runs; null on an external one.</summary>
    public EmbeddedPostgres? Embedded { get; }

    /// <summary>Owns the tables; reads the write-ahead log.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>For the contract check and the catalog.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>For requests, each under its caller's role.</summary>
    public CallerSessions Requests { get; }

    /// <summary>For who may see a change, under each viewer's role.</summary>
    public NpgsqlDataSource Changes { get; }

    /// <summary>For what Realtime has to know before it lets somebody in, under his role.</summary>
    public NpgsqlDataSource Joins { get; }

    /// <summary>For the embedded auth server; null where a Supabase project signs people in.</summary>
    public NpgsqlDataSource? AuthAdmin { get; }

    /// <summary>For psql and the official CLI; null on an external database, whose owner has it already.</summary>
    public string? OwnerUrl => Embedded?.OwnerUrl();

    /// <summary>Whether this start made the database.</summary>
    public bool IsNew => Embedded?.IsNew ?? false;

    /// <summary>Where it is. Nothing may be asked of it before <see cref="MakeReadyAsync"/>, which has to follow at once.</summary>
    /// <exception cref="StartupException">There is no usable database; the message says why.</exception>
    public static async Task<ServerDatabase> OpenAsync(ServerOptions options, CancellationToken cancellationToken) =>
        options.DatabaseUrl is null
            ? await EmbeddedAsync(options, cancellationToken)
            : External(options, options.DatabaseUrl);

    /// <summary>Returns once it is there, migrated, and holds the contract that this build was made for.</summary>
    /// <exception cref="StartupException">One of these it is not; the message says which.</exception>
    public async Task MakeReadyAsync(CancellationToken cancellationToken)
    {
        if (Embedded is not null)
        {
            await Embedded.StartAsync(cancellationToken);
            await Migrator.ApplyAsync(OwnerConnectionString, cancellationToken);
        }

        try
        {
            await ContractCheck.RunAsync(Owner, cancellationToken);
        }
        catch (NpgsqlException unreachable)
        {
            throw new StartupException($"The database cannot be used: {Innermost(unreachable).Message}", unreachable);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await _warm.DisposeAsync();
        await _more.DisposeAsync();
        await _shared.DisposeAsync();
        await Changes.DisposeAsync();
        await Joins.DisposeAsync();
        if (AuthAdmin is not null)
        {
            await AuthAdmin.DisposeAsync();
        }

        if (Embedded is not null)
        {
            await Embedded.DisposeAsync();
        }

        _lock?.Dispose();
    }

    private static async Task<ServerDatabase> EmbeddedAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        var folderLock = DataFolderLock.Take(options.DataFolder);
        try
        {
            var postgres = await EmbeddedPostgres.PrepareAsync(
                new EmbeddedPostgresOptions
                {
                    DataFolder = options.DataFolder,
                    Binaries = options.PostgresFolder,
                    Port = options.DatabasePort,
                },
                cancellationToken);
            return new ServerDatabase(
                postgres.Owner(), postgres.Authenticator(), postgres.AuthAdmin(), postgres, folderLock);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    private static ServerDatabase External(ServerOptions options, string databaseUrl)
    {
        if (options.SupabaseUrl is null)
        {
            throw new StartupException(
                "DATABASE_URL needs SUPABASE_URL beside it: the Supabase project whose people use that database.");
        }

        var owner = PostgresUrl.ToConnectionString(databaseUrl, "DATABASE_URL");
        var api = options.ApiDatabaseUrl is { } url ? PostgresUrl.ToConnectionString(url, "API_DATABASE_URL") : owner;
        return new ServerDatabase(owner, api, authAdmin: null, embedded: null, folderLock: null);
    }

    private static NpgsqlDataSource Open(string connectionString, int connections, bool errorDetail = false) =>
        new NpgsqlDataSourceBuilder(connectionString)
        {
            ConnectionStringBuilder =
            {
                MaxPoolSize = connections,
                // No Max Auto Prepare: see StatementPreparer, which prepares what requests need.
                // Nothing of a session outlives its transaction, so there is nothing to reset between two requests.
                NoResetOnClose = true,
                ApplicationName = "portalchat",
                IncludeErrorDetail = errorDetail,
            },
        }.Build();

    private static Exception Innermost(Exception exception) => exception.GetBaseException();
}
