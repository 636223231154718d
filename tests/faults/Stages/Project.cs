using System.Text;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using PortalChat.Database.Embedded;
using PortalChat.Database.Migrations;
using PortalChat.Testing.Servers;

namespace PortalChat.Faults.Tests.Stages;

/// <summary>
/// Servers in front of a database that is not theirs, as on a Supabase project: any number of them, a Postgres that
/// can be broken by itself, and tokens that somebody else signs.
/// </summary>
internal sealed class Project : FaultStage
{
    private const string JwtSecret = "a-secret-of-the-fault-tests-of-32-bytes-or-more";

    private readonly EmbeddedPostgresOptions _options;
    private readonly List<ServerProcess> _servers = [];
    private readonly MintedTokens _tokens = new(new SigningCredentials(
        new SymmetricSecurityKey(Encoding.UTF8.GetBytes(JwtSecret)), SecurityAlgorithms.HmacSha256));

    private Project(EmbeddedPostgresOptions options, EmbeddedPostgres postgres)
    {
        _options = options;
        Postgres = postgres;
        AnonKey = _tokens.MintKey("anon");
    }

    public EmbeddedPostgres Postgres { get; private set; }

    public IReadOnlyList<ServerProcess> Servers => _servers;

    public string DataFolder => _options.DataFolder;

    public PostgresProcesses Processes => new(DataFolder);

    public override IReadOnlyList<Uri> Addresses => [.. _servers.Select(server => server.Address)];

    public override string AnonKey { get; }

    public override MintedTokens Tokens => _tokens;

    public override string ConnectionString => Postgres.Owner();

    public override string Logs => string.Join('\n', _servers.Select(server => server.Log.ToString()));

    /// <param name="servers">How many.</param>
    /// <param name="settings">Of Postgres, as <c>name=value</c>.</param>
    /// <param name="folder">Of Postgres; then it stays.</param>
    /// <param name="supabaseUrl">Where the servers look for the project's keys.</param>
    public static async Task<Project> StartAsync(
        int servers = 1, IReadOnlyList<string>? settings = null, string? folder = null, Uri? supabaseUrl = null)
    {
        // Durable, as these tests kill it: what was acknowledged must be there.
        var options = new EmbeddedPostgresOptions
        {
            DataFolder = folder ?? Path.Combine(Path.GetTempPath(), $"portalchat-faults-{Guid.NewGuid():n}"),
            Port = FreePort.Find(),
            Settings = settings ?? [],
        };
        var project = new Project(options, await EmbeddedPostgres.StartAsync(options, CancellationToken.None));
        try
        {
            await Migrator.ApplyAsync(project.Postgres.Owner(), CancellationToken.None);
            await Task.WhenAll(Enumerable.Range(0, servers).Select(_ => project.AddServerAsync(supabaseUrl)));
            return project;
        }
        catch
        {
            await project.DisposeAsync();
            throw;
        }
    }

    public async Task<ServerProcess> AddServerAsync(Uri? supabaseUrl = null, ServerProcessOptions? options = null)
    {
        var authenticator = new NpgsqlConnectionStringBuilder(Postgres.Authenticator());
        var apiUrl = $"postgresql://{authenticator.Username}:{authenticator.Password}@127.0.0.1:{Postgres.Port}/postgres?sslmode=disable";
        options ??= new ServerProcessOptions();
        var server = await ServerProcess.StartNewAsync(options with
        {
            Arguments =
            [
                "--database-url", Postgres.OwnerUrl(), "--api-database-url", apiUrl,
                "--supabase-url", (supabaseUrl ?? new Uri("http://127.0.0.1:9")).AbsoluteUri,
                "--supabase-anon-key", AnonKey, "--supabase-jwt-secret", JwtSecret,
                .. options.Arguments,
            ],
        });
        lock (_servers)
        {
            _servers.Add(server);
        }

        return server;
    }

    /// <summary>After Postgres was stopped or killed.</summary>
    public async Task StartPostgresAsync()
    {
        // What this process still holds open to it is dead.
        NpgsqlConnection.ClearAllPools();
        Postgres = await EmbeddedPostgres.StartAsync(_options, CancellationToken.None);
    }

    public Task<NpgsqlConnection> OpenAsSuperuserAsync() => OpenAsync(Postgres.Superuser("postgres"));

    public async Task ExecuteAsSuperuserAsync(string sql)
    {
        await using var connection = await OpenAsSuperuserAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public override async Task<Account> AddAccountAsync(string name, string? role)
    {
        var account = new Account(Guid.NewGuid(), name, role, $"{Guid.NewGuid():n}@person.test", Password: null);
        await using var connection = await OpenAsync(ConnectionString);
        await using var command = new NpgsqlCommand(
            """
            insert into auth.users (id, aud, role, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
            values ($1, 'authenticated', 'authenticated', $2, jsonb_build_object('display_name', $3::text),
              jsonb_strip_nulls(jsonb_build_object('role', $4::text)), now(), now())
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = account.Id },
                new() { Value = account.Email },
                new() { Value = name },
                new() { Value = (object?)role ?? DBNull.Value },
            },
        };
        await command.ExecuteNonQueryAsync();
        return account;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await Postgres.StopAsync(immediately: true, CancellationToken.None);
        if (Directory.Exists(DataFolder))
        {
            Directory.Delete(DataFolder, recursive: true);
        }
    }
}
