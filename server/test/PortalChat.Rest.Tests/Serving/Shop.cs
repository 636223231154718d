using PortalChat.Rest.Options;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Serving;

/// <summary>A schema that has one of everything: relations of all kinds, types of all kinds, functions of all kinds.</summary>
public sealed class Shop : IAsyncDisposable
{
    private Shop(TestDatabase database, RestServer server)
    {
        Database = database;
        Server = server;
    }

    public TestDatabase Database { get; }

    public RestServer Server { get; }

    public static async Task<Shop> OpenAsync(PostgresFixture postgres, Action<RestOptions>? configure = null)
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Serving", "shop.sql")));
        var server = await RestServer.StartAsync(database, options =>
        {
            options.Schemas.Clear();
            options.Schemas.Add("shop");
            options.Tables.Add(RestOptions.All);
            options.Functions.Add(RestOptions.All);
            options.LegacyNames["wares"] = "goods";
            configure?.Invoke(options);
        });
        return new Shop(database, server);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>One shop for the tests of a class that only read, or that keep to rows of their own.</summary>
public sealed class ShopFixture(PostgresFixture postgres) : IAsyncLifetime
{
    private Shop? _shop;

    public RestServer Server => _shop!.Server;

    public TestDatabase Database => _shop!.Database;

    public async ValueTask InitializeAsync() => _shop = await Shop.OpenAsync(postgres);

    public async ValueTask DisposeAsync()
    {
        if (_shop is not null)
            await _shop.DisposeAsync();
    }
}
