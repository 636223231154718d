using PortalChat.Auth;
using PortalChat.Database.Catalog;
using PortalChat.Database.Sessions;
using PortalChat.Host.Health;
using PortalChat.Host.Portals;
using PortalChat.Host.Startup;
using PortalChat.Host.Telemetry;
using PortalChat.Realtime;
using PortalChat.Rest;

namespace PortalChat.Host;

/// <summary>The table of contents: which features a server has, and at which addresses.</summary>
internal static class ServerApp
{
    public static WebApplication Build(ServerOptions options, AuthOptions auth, ServerDatabase database)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(options.Urls.Split(';'));
        builder.WebHost.UseKestrelHttpsConfiguration();
        ServerLogging.Configure(builder.Logging, options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(SupabaseCors.Configure));
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);
        builder.Services.AddSingleton(database.Requests);
        builder.Services.AddSingleton(new RealtimeSessions(
            new CallerSessions(database.Changes, "changes"), new CallerSessions(database.Joins, "joins")));

        if (database.Embedded is not null)
        {
            builder.Services.AddSingleton(database.Embedded).AddHostedService<PostgresKeeper>();
        }

        builder.Services.AddPortalChatAuth(auth);
        builder.Services.AddPortalChatCatalog(_ => database.Owner);
        builder.Services.AddPortalChatRest(api => ApiSettings.Configure(api, builder.Configuration.GetSection("Api")));
        RealtimeSettings.Add(
            builder.Services,
            new RealtimeOptions
            {
                ReplicationConnectionString = database.OwnerConnectionString,
                MaxConnections = OpenFiles.MaxConnections,
                MaxSockets = Math.Min(RealtimeOptions.DefaultMaxSockets, OpenFiles.MaxSockets),
                WalConnectionString = options.WalDatabaseUrl is { } url
                    ? PostgresUrl.ToConnectionString(url, "REALTIME_DATABASE_URL")
                    : null,
            },
            builder.Configuration.GetSection("Realtime"));
        builder.AddTelemetry(options, database);
        return builder.Build();
    }

    /// <summary>Returns the portals that are served.</summary>
    public static IReadOnlyList<string> Map(
        WebApplication app, ServerOptions options, AuthOptions auth, ServerDatabase database, Func<bool> hasDemo)
    {
        app.UseTelemetry();
        app.UseForwardedHeaders(TrustedProxies.Read(options.TrustedProxies));
        app.UseCors();
        app.MapHealth(database.Joins);
        if (auth.Embedded is not null)
        {
            app.MapEmbeddedAuth();
        }
        else
        {
            app.MapForwardedAuth();
        }

        app.MapRest();
        app.MapRealtime();

        // Only the portals' files: compressing answers that hold both secrets and what others wrote would tell on them.
        app.UseWhen(PortalFiles.IsAbout, portals => portals.UseResponseCompression());
        PortalConfig.Map(app, ServerAuth.AnonKey(auth), hasDemo, options.PublicUrl);
        return PortalFiles.Use(app, options.PortalsFolder);
    }
}
