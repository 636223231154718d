using Npgsql;
using PortalChat.Rest.Options;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Serving;

/// <summary>[RE70] [RE71] The catalog follows the database, and the server outlives its connections.</summary>
public sealed class RecoveryTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Notify_ReloadSchema_ShowsWhatWasMade()
    {
        await using var shop = await Shop.OpenAsync(postgres);
        Assert.Equal(404, (await shop.Server.GetAsync("novelties")).Status);
        await shop.Database.ExecuteAsync("create table shop.novelties (id int); grant select on shop.novelties to anon");

        // The listener may still be on its way to its first listen; what it misses then, it reads itself.
        await Eventually.TrueAsync(async () =>
        {
            await shop.Database.ExecuteAsync("notify pgrst, 'reload schema'");
            return (await shop.Server.GetAsync("novelties")).Status == 200;
        });
    }

    [Fact]
    public async Task Connections_AllKilled_RequestsAndListenerRecover()
    {
        await using var shop = await Shop.OpenAsync(postgres);
        Assert.Equal(200, (await shop.Server.GetAsync("goods?select=id")).Status);
        await KillAllAsync(shop.Database);

        Assert.Equal(200, (await shop.Server.GetAsync("goods?select=id")).Status);
        Assert.Equal(201, (await shop.Server.SendAsync("POST", "shelves", """{"id":90,"label":"a"}""")).Status);
        await shop.Database.ExecuteAsync("create table shop.later (id int); grant select on shop.later to anon");
        await Eventually.TrueAsync(async () =>
        {
            await shop.Database.ExecuteAsync("notify pgrst, 'reload schema'");
            return (await shop.Server.GetAsync("later")).Status == 200;
        });
    }

    [Fact]
    public async Task Database_NotThere_Is503UntilItIs()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Serving", "shop.sql")));
        await database.ExecuteAsync("revoke connect on database " + database.Name + " from public");
        await KillAllAsync(database);
        await using var server = await RestServer.StartAsync(database.Authenticator, Configure, waitForCatalog: false);

        var closed = await server.GetAsync("goods?select=id");
        Assert.Equal((503, "PGRST002", "1"), (closed.Status, closed.Code, closed.Header("Retry-After")));

        await database.ExecuteAsync("grant connect on database " + database.Name + " to public");
        await Eventually.TrueAsync(async () => (await server.GetAsync("goods?select=id")).Status == 200);

        await database.ExecuteAsync("revoke connect on database " + database.Name + " from public");
        await KillAllAsync(database);
        var lost = await server.SendAsync("POST", "shelves", """{"id":95,"label":"a"}""");
        Assert.Equal(503, lost.Status);

        await database.ExecuteAsync("grant connect on database " + database.Name + " to public");
        await Eventually.TrueAsync(async () =>
            (await server.SendAsync("POST", "shelves", """{"id":95,"label":"a"}""")).Status is 201 or 409);
    }

    [Fact]
    public async Task Server_EndsWhileTheCatalogIsRead_HasNothingToSayAboutIt()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var superuser = new NpgsqlConnection(database.SuperuserConnectionString + ";Pooling=false");
        await superuser.OpenAsync();
        await using var halt = await superuser.BeginTransactionAsync();
        await ExecuteAsync(superuser, "lock table pg_catalog.pg_timezone_names in access exclusive mode");
        var server = await RestServer.StartAsync(database.Authenticator, Configure, waitForCatalog: false);
        await Eventually.TrueAsync(async () => await ExecuteAsync(
            superuser,
            "select count(*) from pg_locks where relation = 'pg_catalog.pg_timezone_names'::regclass and not granted") is 1L);

        await server.EndAsync();

        await server.Background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("Listening for catalog changes failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pool_Exhausted_Is504AndThenWell()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Serving", "shop.sql")));
        var small = new NpgsqlConnectionStringBuilder(database.AuthenticatorConnectionString) { MaxPoolSize = 2, Timeout = 1 };
        await using var dataSource = NpgsqlDataSource.Create(small);
        await using var server = await RestServer.StartAsync(dataSource, Configure);
        await Eventually.TrueAsync(() => server.Catalog.Current is not null);

        // Until the listener has settled on a connection of its own, one may come back to the pool.
        var taken = new List<NpgsqlConnection>();
        Answer waiting = null!;
        await Eventually.TrueAsync(async () =>
        {
            taken.AddRange(await TakeAllAsync(dataSource));
            waiting = await server.GetAsync("goods?select=id");
            return waiting.Status != 200;
        });
        foreach (var connection in taken)
            await connection.DisposeAsync();

        Assert.Equal((504, "PGRST003"), (waiting.Status, waiting.Code));
        Assert.Equal(200, (await server.GetAsync("goods?select=id")).Status);
    }

    [Fact]
    public void Options_Wrong_AreRefusedBeforeTheFirstRequest()
    {
        var options = new RestOptions { MaxRows = 0 };

        Assert.Equal("Api:MaxRows must be at least 1.", options.Check());
    }

    private static async Task<List<NpgsqlConnection>> TakeAllAsync(NpgsqlDataSource dataSource)
    {
        var taken = new List<NpgsqlConnection>();
        while (true)
        {
            try
            {
                taken.Add(await dataSource.OpenConnectionAsync());
            }
            catch (NpgsqlException)
            {
                return taken;
            }
        }
    }

    private static void Configure(RestOptions options)
    {
        options.Schemas.Clear();
        options.Schemas.Add("shop");
        options.Tables.Add(RestOptions.All);
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task KillAllAsync(TestDatabase database)
    {
        await using var superuser = NpgsqlDataSource.Create(database.SuperuserConnectionString + ";Pooling=false");
        await using var kill = superuser.CreateCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'authenticator'");
        await kill.ExecuteNonQueryAsync();
    }
}
