using System.CommandLine;
using PortalChat.Database;

namespace PortalChat.Host.Commands;

/// <summary>Each option, the environment variable that stands in for it, and what it is when neither is given.</summary>
internal sealed class ServerCommandOptions
{
    private static readonly ServerOptions Defaults = new();

    private readonly ServerOption _urls = Option(
        "--urls", "PORTALCHAT_URLS", "What to listen on, separated by semicolons", Defaults.Urls);

    private readonly ServerOption _publicUrl = Option(
        "--public-url", "PORTALCHAT_PUBLIC_URL", "Where clients find the server, if elsewhere");

    private readonly ServerOption _data = Option(
        "--data", "PORTALCHAT_DATA", "Folder of the embedded Postgres and the keys", Defaults.DataFolder);

    private readonly ServerOption _databaseUrl = Option(
        "--database-url", "DATABASE_URL", "Postgres of a Supabase project, in place of the embedded one");

    private readonly ServerOption _apiDatabaseUrl = Option(
        "--api-database-url", "API_DATABASE_URL", "The same for requests, as the role authenticator");

    private readonly ServerOption _walDatabaseUrl = Option(
        "--wal-database-url", "REALTIME_DATABASE_URL", "A standby of that Postgres to read the write-ahead log from");

    private readonly ServerOption _supabaseUrl = Option(
        "--supabase-url", "SUPABASE_URL", "The Supabase project that signs people in");

    private readonly ServerOption _anonKey = Option(
        "--supabase-anon-key", "SUPABASE_ANON_KEY", "That project's anon or publishable key");

    private readonly ServerOption _serviceRoleKey = Option(
        "--supabase-service-role-key", "SUPABASE_SERVICE_ROLE_KEY", "That project's service role or secret key");

    private readonly ServerOption _jwtSecret = Option(
        "--supabase-jwt-secret", "SUPABASE_JWT_SECRET", "That project's legacy JWT secret, if it still signs with it");

    private readonly ServerOption _portals = Option(
        "--portals", "PORTALCHAT_PORTALS", "Folder with player/dist and staff/dist");

    private readonly ServerOption _postgres = Option(
        "--postgres", "PORTALCHAT_POSTGRES", "Folder with bin/postgres");

    private readonly ServerOption _databasePort = Option(
        "--db-port", "PORTALCHAT_DB_PORT", "Port of the embedded Postgres on 127.0.0.1; 0 for any", "0");

    private readonly ServerOption _demo = Option(
        "--demo", "PORTALCHAT_DEMO", "Whether a new embedded database gets the demo people", "true");

    private readonly ServerOption _logFormat = Option(
        "--log-format", "PORTALCHAT_LOG_FORMAT", "text or json; by default text on a terminal and json elsewhere");

    private readonly ServerOption _logLevel = Option(
        "--log-level", "PORTALCHAT_LOG_LEVEL", "Debug, Information, Warning or Error", nameof(LogLevel.Information));

    private readonly ServerOption _metricsUrls = Option(
        "--metrics-urls", "PORTALCHAT_METRICS_URLS", "Where to serve /metrics for Prometheus, like http://127.0.0.1:9464");

    private readonly ServerOption _trustedProxies = Option(
        "--trusted-proxies", "PORTALCHAT_TRUSTED_PROXIES", "Networks of proxies in front, beside this machine, like 10.0.0.0/8");

    private readonly ServerOption _signUp = Option(
        "--sign-up", "PORTALCHAT_SIGN_UP", "Whether people may make accounts for themselves", "true");

    private readonly ServerOption _autoConfirm = Option(
        "--auto-confirm", "PORTALCHAT_AUTO_CONFIRM", "Whether e-mail addresses count without a mail that confirms them", "true");

    private readonly ServerOption _anonymous = Option(
        "--anonymous-sign-ins", "PORTALCHAT_ANONYMOUS_SIGN_INS", "Whether people may sign in without an e-mail address", "false");

    private readonly ServerOption _siteUrl = Option(
        "--site-url", "PORTALCHAT_SITE_URL", "Where links in mails lead to, if not to the server");

    private readonly ServerOption _authRateFactor = Option(
        "--auth-rate-factor", "PORTALCHAT_AUTH_RATE_FACTOR", "Multiplies how often one address may sign in or up", "1");

    public void AddTo(RootCommand command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option.Definition);
        }
    }

    /// <exception cref="StartupException">A value makes no sense; the message names the option.</exception>
    public ServerOptions Read(ParseResult parsed) => new()
    {
        Urls = _urls.Text(parsed)!,
        PublicUrl = Address(_publicUrl, parsed),
        DataFolder = Path.GetFullPath(_data.Text(parsed)!),
        DatabaseUrl = _databaseUrl.Text(parsed),
        ApiDatabaseUrl = _apiDatabaseUrl.Text(parsed),
        WalDatabaseUrl = _walDatabaseUrl.Text(parsed),
        SupabaseUrl = Address(_supabaseUrl, parsed),
        SupabaseAnonKey = _anonKey.Text(parsed),
        SupabaseServiceRoleKey = _serviceRoleKey.Text(parsed),
        SupabaseJwtSecret = _jwtSecret.Text(parsed),
        PortalsFolder = _portals.Text(parsed),
        PostgresFolder = _postgres.Text(parsed),
        DatabasePort = Number(_databasePort, parsed, 0, 65_535),
        Demo = Choice<bool>(_demo, parsed, "true or false", bool.TryParse),
        LogFormat = _logFormat.Text(parsed) is null
            ? null
            : Choice<LogFormat>(_logFormat, parsed, "text or json", (text, out format) => Enum.TryParse(text, ignoreCase: true, out format)),
        LogLevel = Choice<LogLevel>(
            _logLevel, parsed, "Debug, Information, Warning or Error", (text, out level) => Enum.TryParse(text, ignoreCase: true, out level)),
        MetricsUrls = _metricsUrls.Text(parsed),
        TrustedProxies = _trustedProxies.Text(parsed),
        SignUp = Choice<bool>(_signUp, parsed, "true or false", bool.TryParse),
        AutoConfirm = Choice<bool>(_autoConfirm, parsed, "true or false", bool.TryParse),
        AnonymousSignIns = Choice<bool>(_anonymous, parsed, "true or false", bool.TryParse),
        SiteUrl = Address(_siteUrl, parsed),
        AuthRateFactor = Number(_authRateFactor, parsed, 1, 1_000_000),
    };

    private delegate bool TryParse<T>(string text, out T value);

    private ServerOption[] All =>
    [
        _urls, _publicUrl, _data, _databaseUrl, _apiDatabaseUrl, _walDatabaseUrl, _supabaseUrl, _anonKey,
        _serviceRoleKey, _jwtSecret, _portals, _postgres, _databasePort, _demo, _logFormat, _logLevel, _metricsUrls,
        _trustedProxies, _signUp, _autoConfirm, _anonymous, _siteUrl, _authRateFactor,
    ];

    private static ServerOption Option(string name, string variable, string meaning, string? otherwise = null) =>
        new(name, variable, meaning, otherwise);

    private static Uri? Address(ServerOption option, ParseResult parsed)
    {
        if (option.Text(parsed) is not { } text)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new StartupException($"{option.Name} must be an http or https address.");
    }

    private static int Number(ServerOption option, ParseResult parsed, int least, int most) =>
        int.TryParse(option.Text(parsed), out var number) && number >= least && number <= most
            ? number
            : throw new StartupException($"{option.Name} must be a number from {least} to {most}.");

    private static T Choice<T>(ServerOption option, ParseResult parsed, string choices, TryParse<T> tryParse) =>
        tryParse(option.Text(parsed)!, out var value)
            ? value
            : throw new StartupException($"{option.Name} must be {choices}.");
}
