namespace PortalChat.Host;

/// <summary>What a start can be told, by a command-line option or the environment variable beside it.</summary>
public sealed record ServerOptions
{
    /// <summary>What the server listens on: addresses separated by semicolons. Port 0: any free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>
    /// Where clients find the server, where that is not what it listens on (behind a proxy). Tokens carry it as issuer.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Holds the embedded Postgres, the keys and <c>portalchat.env</c>.</summary>
    public string DataFolder { get; init; } = ".portalchat";

    /// <summary>A Postgres of a Supabase project, as <c>postgres://…</c>; null for the embedded one.</summary>
    public string? DatabaseUrl { get; init; }

    /// <summary>
    /// What requests log in to the database as, better a role that owns nothing (<c>authenticator</c>); null:
    /// <see cref="DatabaseUrl"/>.
    /// </summary>
    public string? ApiDatabaseUrl { get; init; }

    /// <summary>
    /// A physical standby of the database that the write-ahead log is read from, as <c>postgres://…</c>; null: the
    /// database itself.
    /// </summary>
    public string? WalDatabaseUrl { get; init; }

    /// <summary>The Supabase project whose auth server counts; null for the embedded one.</summary>
    public Uri? SupabaseUrl { get; init; }

    public string? SupabaseAnonKey { get; init; }

    public string? SupabaseServiceRoleKey { get; init; }

    /// <summary>The project's legacy HS256 secret, where it still signs with it.</summary>
    public string? SupabaseJwtSecret { get; init; }

    /// <summary>The folder with <c>player/dist</c> and <c>staff/dist</c>; null: found above the application.</summary>
    public string? PortalsFolder { get; init; }

    /// <summary>The folder with <c>bin/postgres</c>; null: the npm package's.</summary>
    public string? PostgresFolder { get; init; }

    /// <summary>The embedded Postgres' port on 127.0.0.1; 0: any free one.</summary>
    public int DatabasePort { get; init; }

    /// <summary>Whether a new embedded database gets the demo people.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>Whether logs are lines for people or JSON for machines; null: by whether the output is a terminal.</summary>
    public LogFormat? LogFormat { get; init; }

    /// <summary>
    /// Where <c>/metrics</c> is served, for Prometheus: addresses separated by semicolons, apart from those of
    /// <see cref="Urls"/>; null for nowhere.
    /// </summary>
    public string? MetricsUrls { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Networks whose proxies say where requests come from, beside this machine's; like <c>10.0.0.0/8</c>.</summary>
    public string? TrustedProxies { get; init; }

    /// <summary>Whether people may make accounts for themselves.</summary>
    public bool SignUp { get; init; } = true;

    /// <summary>Whether an e-mail address counts without a mail that confirms it.</summary>
    public bool AutoConfirm { get; init; } = true;

    /// <summary>Whether people may sign in without an e-mail address.</summary>
    public bool AnonymousSignIns { get; init; }

    /// <summary>Where links in mails lead to when a client names no other place; null: to the server.</summary>
    public Uri? SiteUrl { get; init; }

    /// <summary>How many requests to <c>/auth/v1</c> one address may make, in relation to Supabase's defaults.</summary>
    public int AuthRateFactor { get; init; } = 1;
}

public enum LogFormat
{
    Text,
    Json,
}
