using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using PortalChat.Auth.Embedded;
using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Keys;
using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Support;

/// <summary>The embedded auth server over a database of its own, asked through HTTP.</summary>
public sealed class AuthServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private WebApplication _app = null!;

    private AuthServer(TestDatabase database)
    {
        Database = database;
        Keys = KeyStore.Open(_directory.Path);
    }

    public TestDatabase Database { get; }

    public KeyStore Keys { get; }

    public LogLines Logs { get; } = new();

    internal IServiceProvider Services => _app.Services;

    /// <param name="postgres">The assembly's Postgres.</param>
    /// <param name="configure">Changes the options, which have a cheap bcrypt and no rate limits to speak of.</param>
    public static async Task<AuthServer> StartAsync(
        PostgresFixture postgres, Func<EmbeddedAuthOptions, EmbeddedAuthOptions>? configure = null)
    {
        var server = new AuthServer(await postgres.CreateDatabaseAsync());
        var unlimited = new RateLimit(1_000_000, TimeSpan.FromMinutes(1));
        var options = new EmbeddedAuthOptions
        {
            DataSource = _ => server.Database.AuthAdmin,
            BcryptCost = 4,
            MailAnswerTime = TimeSpan.Zero,
            RateLimits = new() { Token = unlimited, SignUp = unlimited, Anonymous = unlimited, WrongPassword = unlimited, Mail = unlimited, Verify = unlimited, Code = unlimited },
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(server.Logs);
        builder.Services.AddPortalChatAuth(new AuthOptions
        {
            Keys = server.Keys,
            Embedded = configure is null ? options : configure(options),
        });
        server._app = builder.Build();
        server._app.MapEmbeddedAuth();
        await server._app.StartAsync();
        return server;
    }

    /// <summary>A client that sends the public API key and asks for the current error shape, as supabase-js does.</summary>
    public AuthClient Client() => new(NewHttpClient(), Keys.ApiKeys.Publishable!);

    /// <summary>The operator's job.</summary>
    public AuthClient Admin() => new(NewHttpClient(), Keys.ApiKeys.Secret!);

    public Uri Address => new(_app.Urls.Single());

    private HttpClient NewHttpClient() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        _directory.Dispose();
    }
}
