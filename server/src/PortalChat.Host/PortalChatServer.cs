using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using PortalChat.Auth.Users;
using PortalChat.Database;
using PortalChat.Host.Demo;
using PortalChat.Host.Startup;
using PortalChat.Host.Telemetry;

namespace PortalChat.Host;

/// <summary>A running server: the road from options to an address that answers, and back.</summary>
public sealed class PortalChatServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServerDatabase _database;

    private PortalChatServer(WebApplication app, ServerDatabase database, Uri address, string banner)
    {
        _app = app;
        _database = database;
        Address = address;
        Banner = banner;
    }

    /// <summary>Where it listens: the first address, with its real port.</summary>
    public Uri Address { get; }

    /// <summary>What a person reads once it is up: the portals' addresses and the demo sign-ins.</summary>
    public string Banner { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The owner's connection string, for tests that look at what is really stored.</summary>
    public string OwnerConnectionString => _database.OwnerConnectionString;

    /// <exception cref="StartupException">It cannot start; nothing of it is left running.</exception>
    public static async Task<PortalChatServer> StartAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        AddressCheck.Run(options.Urls, "--urls");
        AddressCheck.Run(options.MetricsUrls ?? "", "--metrics-urls");
        OpenFiles.Check();

        // 1. The database: where it is. It starts, and is migrated and checked, while the features are put together.
        var demo = new DemoSeed(options.DataFolder);
        demo.Prepare(options.Demo && options.DatabaseUrl is null);
        var database = await ServerDatabase.OpenAsync(options, cancellationToken);
        var making = Task.Run(() => database.MakeReadyAsync(cancellationToken), CancellationToken.None);
        WebApplication? app = null;
        try
        {
            // 2. The features on it, none of which asks it anything yet.
            var auth = ServerAuth.Options(options, database);
            app = ServerApp.Build(options, auth, database);
            var portals = ServerApp.Map(app, options, auth, database, hasDemo: () => demo.IsDone);

            // 3. The database: there, migrated, and the contract that this build was made for.
            await making;

            // 4. The demo people, before anybody can sign in as them.
            if (auth.Embedded is not null)
            {
                await demo.RunAsync(app.Services.GetRequiredService<UserDirectory>(), cancellationToken);
            }

            // 5. The first socket.
            await ListenAsync(app, options, cancellationToken);
            var address = new Uri(app.Urls.First());
            var envFile = auth.Keys is null
                ? null
                : EnvFile.Write(options.DataFolder, address, auth.Keys.ApiKeys, database.OwnerUrl!);
            var metrics = app.Services.GetService<MetricsServer>()?.Address;
            var banner = Startup.Banner.Write(
                address, portals, demo.IsDone && auth.Embedded is not null, envFile, metrics, Stopwatch.GetElapsedTime(started));
            return new PortalChatServer(app, database, address, banner);
        }
        catch
        {
            // A Postgres that is half started would be left behind.
            await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends with Ctrl-C, SIGTERM, or <see cref="StopAsync"/>.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    /// <summary>Sockets first, so that nobody writes any more; then Postgres.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task ListenAsync(WebApplication app, ServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException inUse) when (inUse.InnerException is AddressInUseException)
        {
            throw new StartupException($"{options.Urls} is in use by another program; choose another --urls.", inUse);
        }
        catch (Exception refused) when (refused is IOException or System.Net.Sockets.SocketException or FormatException or InvalidOperationException)
        {
            throw new StartupException($"{options.Urls} cannot be listened on: {refused.Message}", refused);
        }
    }
}
