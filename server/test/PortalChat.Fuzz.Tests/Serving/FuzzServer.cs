using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Auth;
using PortalChat.Auth.Embedded;
using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Keys;
using PortalChat.Database.Catalog;
using PortalChat.Database.Sessions;
using PortalChat.Host;
using PortalChat.Realtime;
using PortalChat.Rest;
using PortalChat.Rest.Options;
using PortalChat.Testing;

namespace PortalChat.Fuzz.Tests.Serving;

/// <summary>
/// All three dialects in one process, with everything on that can be: on the chat's own tables and on a schema that has
/// one of everything. Limits that would answer instead of the code behind them are far away.
/// </summary>
internal sealed class FuzzServer : IAsyncDisposable
{
    /// <summary>20 for requests, and those of the auth server, the owner and the log.</summary>
    private const string Unrest =
        """
        select (select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend') > 60
          or exists (select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%')
          or (select count(*) from pg_replication_slots where database = current_database()) <> 1
        """;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"portalchat-fuzz-{Guid.NewGuid():n}");
    private readonly string[] _goods;
    private readonly NpgsqlDataSource _requests;
    private readonly WebApplication _app;

    private FuzzServer(TestDatabase database, string[] goods)
    {
        Database = database;
        Keys = KeyStore.Open(_folder);
        _goods = goods;
        _requests = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.AuthenticatorConnectionString)
        {
            MaxPoolSize = 20,
            NoResetOnClose = true,
            IncludeErrorDetail = true,
        });
        _app = Build();
    }

    public TestDatabase Database { get; }

    public KeyStore Keys { get; }

    public ErrorLog Log { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public IRealtimeHealth Realtime => _app.Services.GetRequiredService<IRealtimeHealth>();

    public static async Task<FuzzServer> StartAsync(PostgresFixture postgres)
    {
        var database = await postgres.CreateDatabaseAsync();
        var shop = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "shop.sql"));
        await database.ExecuteAsync(shop);
        var goods = shop.Split(";\n").Select(statement => statement.Trim()).Where(statement => statement.StartsWith("insert into shop.", StringComparison.Ordinal));
        var server = new FuzzServer(database, [.. goods]);
        await server._app.StartAsync();
        await server._app.Services.GetRequiredService<CatalogCache>().ReloadAsync(CancellationToken.None);
        return server;
    }

    /// <summary>The shop as it was, and nobody but those who are named: what was tried must not bury what is tried next.</summary>
    public async Task TidyAsync(params Guid[] people)
    {
        await Database.ExecuteAsync(
            "truncate shop.quirks, shop.makers, shop.shelves, shop.goods, shop.labels, shop.placements, shop.folders, shop.owned, shop.narrow");
        foreach (var statement in _goods)
        {
            await Database.ExecuteAsync(statement);
        }

        await Database.ExecuteAsync("delete from chat_requests where player_id <> all ($1)", people);
        await Database.ExecuteAsync("delete from auth.users where id <> all ($1)", people);
        foreach (var mail in Directory.EnumerateFiles(Path.Combine(_folder, "outbox")))
        {
            File.Delete(mail);
        }
    }

    /// <summary>Nothing is left of what was tried: no transaction, no connection too many, no socket, no second slot.</summary>
    public async Task AtRestAsync(int sockets)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Realtime.Sockets != sockets || Realtime.Channels != sockets || Realtime.Subscriptions != sockets
            || await Database.ScalarAsync<bool>(Unrest))
        {
            await Task.Delay(50, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _requests.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Npgsql", LogLevel.Error);
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(SupabaseCors.Configure));
        var sessions = new CallerSessions(_requests);
        builder.Services.AddSingleton(sessions);
        builder.Services.AddSingleton(new RealtimeSessions(sessions, sessions));
        builder.Services.AddPortalChatAuth(new AuthOptions { Keys = Keys, Embedded = Auth() });
        builder.Services.AddPortalChatCatalog(_ => Database.Owner);
        builder.Services.AddPortalChatRest(Configure);
        builder.Services.AddPortalChatRealtime(new RealtimeOptions
        {
            ReplicationConnectionString = Database.OwnerConnectionString,
            MaxMessagesPerSecond = 1_000_000,
            MaxJoinsPerSecond = 1_000_000,
            MaxPresenceCallsPerSecond = 1_000_000,
        });
        var app = builder.Build();
        app.UseCors();
        app.MapEmbeddedAuth();
        app.MapRest();
        app.MapRealtime();
        return app;
    }

    private EmbeddedAuthOptions Auth()
    {
        var unlimited = new RateLimit(1_000_000, TimeSpan.FromMinutes(1));
        Directory.CreateDirectory(Path.Combine(_folder, "outbox"));
        return new EmbeddedAuthOptions
        {
            DataSource = _ => Database.AuthAdmin,
            BcryptCost = 4,
            AnonymousSignIns = true,
            MailOutbox = Path.Combine(_folder, "outbox"),
            MailInterval = TimeSpan.Zero,
            MailAnswerTime = TimeSpan.Zero,
            RateLimits = new()
            {
                Token = unlimited,
                SignUp = unlimited,
                Anonymous = unlimited,
                Mail = unlimited,
                Verify = unlimited,
                Code = unlimited,
                WrongPassword = unlimited,
            },
        };
    }

    private static void Configure(RestOptions options)
    {
        options.Schemas.Add("shop");
        options.Tables.Add(RestOptions.All);
        options.Functions.Add(RestOptions.All);
        options.LegacyNames["wares"] = "goods";
        options.Aggregates = true;
        options.Plan = true;
        options.TxEnd = true;
    }
}
