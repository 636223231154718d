using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Embedded.Endpoints;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Embedded.Mail;
using PortalChat.Auth.Embedded.Passwords;
using PortalChat.Auth.Embedded.Pkce;
using PortalChat.Auth.Embedded.Sessions;
using PortalChat.Auth.Embedded.Sweeping;
using PortalChat.Auth.Embedded.Users;
using PortalChat.Auth.Users;

namespace PortalChat.Auth.Embedded;

internal static class EmbeddedAuthServices
{
    // Other parts have data sources of their own, with other logins.
    private static readonly object AuthDatabase = new();

    public static void AddEmbeddedAuth(this IServiceCollection services, EmbeddedAuthOptions options)
    {
        services.AddSingleton(options);
        services.AddKeyedSingleton(AuthDatabase, (provider, _) => options.DataSource(provider));
        services.AddSingleton(provider => new UserStore(Database(provider), options));
        services.AddSingleton(provider => new SessionStore(Database(provider), options));
        services.AddSingleton(provider => new EndedSessionsReader(Database(provider), provider.GetRequiredService<EndedSessions>()));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<EndedSessionsListener>(provider, Database(provider)));
        services.AddSingleton(provider => new MailTokens(
            Database(provider), provider.GetRequiredService<MailOutbox>(), provider.GetRequiredService<Redirects>(), options));
        services.AddSingleton(provider => new FlowStore(Database(provider)));
        services.AddSingleton<MailOutbox>();
        services.AddSingleton<Redirects>();
        services.AddSingleton<PasswordHasher>();
        services.AddSingleton<PasswordRules>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<Bearers>();
        services.AddSingleton(provider => new UserDirectory(
            provider.GetRequiredService<UserStore>(), provider.GetRequiredService<PasswordHasher>()));

        services.AddSingleton(provider => new AuthSweep(
            Database(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AuthSweep>>()));
        services.AddHostedService(provider => provider.GetRequiredService<AuthSweep>());

        services.AddSingleton<PasswordGrant>();
        services.AddSingleton<RefreshGrant>();
        services.AddSingleton<PkceGrant>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<SignUpEndpoint>();
        services.AddSingleton<Reauthentication>();
        services.AddSingleton<UserEndpoint>();
        services.AddSingleton<LogoutEndpoint>();
        services.AddSingleton<PublicEndpoints>();
        services.AddSingleton<MailEndpoints>();
        services.AddSingleton<VerifyEndpoint>();
        services.AddSingleton<InviteEndpoint>();
        services.AddSingleton<GenerateLinkEndpoint>();
        services.AddSingleton<AbsentEndpoints>();
        services.AddSingleton<AdminUserChanges>();
        services.AddSingleton<AdminUsersEndpoint>();
    }

    private static NpgsqlDataSource Database(IServiceProvider provider) =>
        provider.GetRequiredKeyedService<NpgsqlDataSource>(AuthDatabase);
}
