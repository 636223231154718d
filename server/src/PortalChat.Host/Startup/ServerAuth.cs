using PortalChat.Auth;
using PortalChat.Auth.Embedded;
using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Forwarding;
using PortalChat.Auth.Keys;
using PortalChat.Database;

namespace PortalChat.Host.Startup;

/// <summary>Who signs people in: the embedded auth server with keys of its own, or a Supabase project.</summary>
internal static class ServerAuth
{
    /// <exception cref="StartupException">Keys or addresses cannot be used; the message says which.</exception>
    public static AuthOptions Options(ServerOptions options, ServerDatabase database)
    {
        if (options.SupabaseUrl is { } project)
        {
            if (options.SupabaseAnonKey is null)
            {
                throw new StartupException("SUPABASE_URL needs SUPABASE_ANON_KEY beside it, for the portals to use.");
            }

            return new AuthOptions
            {
                External = new ExternalAuthOptions
                {
                    SupabaseUrl = project,
                    ApiKeys = new ApiKeys(options.SupabaseAnonKey, options.SupabaseServiceRoleKey),
                    JwtSecret = options.SupabaseJwtSecret,
                },
            };
        }

        try
        {
            return new AuthOptions
            {
                Keys = KeyStore.Open(Path.Combine(options.DataFolder, "keys")),
                Embedded = new EmbeddedAuthOptions
                {
                    DataSource = _ => database.AuthAdmin!,
                    PublicUrl = options.PublicUrl ?? FirstUrl(options.Urls),
                    SignUp = options.SignUp,
                    AutoConfirm = options.AutoConfirm,
                    AnonymousSignIns = options.AnonymousSignIns,
                    MailOutbox = Path.Combine(options.DataFolder, "outbox"),
                    SiteUrl = options.SiteUrl,
                    RateLimits = RateLimits(options.AuthRateFactor),
                },
            };
        }
        catch (InvalidDataException unusable)
        {
            throw new StartupException(unusable.Message, unusable);
        }
    }

    /// <summary>The key that the portals send.</summary>
    public static string AnonKey(AuthOptions options) =>
        options.Keys?.ApiKeys.Anon ?? options.External?.ApiKeys.Anon ?? "";

    private static Uri FirstUrl(string urls)
    {
        var first = urls.Split(';')[0].Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal);
        return Uri.TryCreate(first, UriKind.Absolute, out var url)
            ? url
            : throw new StartupException($"--urls has an address that cannot be read: {first}.");
    }

    private static AuthRateLimits RateLimits(int factor)
    {
        var defaults = new AuthRateLimits();
        return defaults with
        {
            Token = Times(defaults.Token, factor),
            SignUp = Times(defaults.SignUp, factor),
            Anonymous = Times(defaults.Anonymous, factor),
            Mail = Times(defaults.Mail, factor),
            Verify = Times(defaults.Verify, factor),
        };
    }

    private static RateLimit Times(RateLimit limit, int factor) =>
        limit with { Permits = (int)Math.Min(int.MaxValue, (long)limit.Permits * factor) };
}
