using Npgsql;
using PortalChat.Auth.Embedded.Limits;

namespace PortalChat.Auth.Embedded;

/// <summary>The auth server <c>/auth/v1</c> on our own database, in the shapes of Supabase Auth.</summary>
public sealed record EmbeddedAuthOptions
{
    /// <summary>
    /// Logs in as <c>supabase_auth_admin</c>, the owner of schema <c>auth</c>. Asked for once, on first use, so the
    /// database may start after the options are made; disposed with the services.
    /// </summary>
    public required Func<IServiceProvider, NpgsqlDataSource> DataSource { get; init; }

    /// <summary>
    /// Where clients find this server, without a path: tokens carry <c>{PublicUrl}/auth/v1</c> as their issuer.
    /// </summary>
    public Uri PublicUrl { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>How long an access token lives; 1 h, Supabase's default. A ban or sign-out shows there this late.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long after its use a refresh token may come again: two tabs, or an answer lost on the way. 10 s, Supabase's
    /// default.
    /// </summary>
    public TimeSpan RefreshTokenReuseInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether anyone may make an account for himself. On, as in Supabase.</summary>
    public bool SignUp { get; init; } = true;

    /// <summary>
    /// Whether a new e-mail address counts as confirmed without a mail. On, since we send no mail by default.
    /// </summary>
    public bool AutoConfirm { get; init; } = true;

    /// <summary>Whether accounts without an e-mail address can be made. Off, as in Supabase.</summary>
    public bool AnonymousSignIns { get; init; }

    /// <summary>The shortest password, in characters; 6, Supabase's default. The longest is 72 bytes: bcrypt reads no more.</summary>
    public int MinPasswordLength { get; init; } = 6;

    /// <summary>
    /// Whether a new password needs a code by mail (<c>/reauthenticate</c>) where the session is older than a day. Off, as
    /// in Supabase.
    /// </summary>
    public bool ReauthenticateForPassword { get; init; }

    /// <summary>bcrypt's cost, a power of two; 10, as Supabase Auth: about 60 ms of one core.</summary>
    public int BcryptCost { get; init; } = 10;

    /// <summary>
    /// How many passwords are hashed at once. Half of the cores: a rush of sign-ins must not take the other half from
    /// the chats.
    /// </summary>
    public int BcryptParallelism { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many wait for their password to be hashed, before more are told to come later: a minute's worth.</summary>
    public int BcryptQueue { get; init; } = 1_000;

    /// <summary>
    /// The largest <c>user_metadata</c> or <c>app_metadata</c>, in bytes of JSON. Each token carries both, and servers
    /// refuse headers of more than 32 kB.
    /// </summary>
    public int MaxMetadataBytes { get; init; } = 8 * 1024;

    /// <summary>
    /// The folder that mails are put into (<c>.eml</c> files), for recovery, confirmation and invitation. Null: there is
    /// no mail, and what needs one is refused.
    /// </summary>
    public string? MailOutbox { get; init; }

    /// <summary>The mails' <c>From</c>.</summary>
    public string MailSender { get; init; } = "PortalChat <no-reply@localhost>";

    /// <summary>How long links and codes in mails work; 1 h, Supabase's default.</summary>
    public TimeSpan MailTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How soon one account can be sent the same kind of mail again; 60 s, Supabase's default.</summary>
    public TimeSpan MailInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What an answer to "send a mail to this address" takes at least, so that its time does not tell whether there is
    /// an account: well above what the work takes.
    /// </summary>
    public TimeSpan MailAnswerTime { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Where links in mails lead to when a client names no other place; the server itself by default.</summary>
    public Uri? SiteUrl { get; init; }

    /// <summary>
    /// Further origins (scheme, host, port) that links in mails may lead to. They get sessions in the address, so only
    /// one's own belong here; the server's and the site's are allowed already.
    /// </summary>
    public IReadOnlyList<Uri> RedirectOrigins { get; init; } = [];

    public AuthRateLimits RateLimits { get; init; } = new();

    internal Uri Issuer => new(PublicUrl, "/auth/v1");

    internal Uri Site => SiteUrl ?? PublicUrl;

    internal void Validate()
    {
        AuthOptions.Require(PublicUrl is { IsAbsoluteUri: true }, "PublicUrl must be an absolute address.");
        AuthOptions.Require(
            AccessTokenLifetime >= TimeSpan.FromSeconds(1) && AccessTokenLifetime <= TimeSpan.FromDays(7),
            "AccessTokenLifetime must be 1 second to 7 days.");
        AuthOptions.Require(
            RefreshTokenReuseInterval >= TimeSpan.Zero && RefreshTokenReuseInterval <= TimeSpan.FromMinutes(5),
            "RefreshTokenReuseInterval must be 0 to 5 minutes.");
        AuthOptions.Require(!ReauthenticateForPassword || MailOutbox is not null, "ReauthenticateForPassword needs a MailOutbox.");
        AuthOptions.Require(MinPasswordLength is >= 1 and <= 72, "MinPasswordLength must be 1 to 72.");
        AuthOptions.Require(BcryptCost is >= 4 and <= 16, "BcryptCost must be 4 to 16.");
        AuthOptions.Require(BcryptParallelism >= 1, "BcryptParallelism must be at least 1.");
        AuthOptions.Require(BcryptQueue >= 0, "BcryptQueue must not be negative.");
        AuthOptions.Require(MaxMetadataBytes is >= 256 and <= 12 * 1024, "MaxMetadataBytes must be 256 to 12288.");
        AuthOptions.Require(AutoConfirm || MailOutbox is not null, "AutoConfirm can only be off with a MailOutbox.");
        AuthOptions.Require(
            MailTokenLifetime > TimeSpan.Zero && MailTokenLifetime <= TimeSpan.FromDays(1), "MailTokenLifetime must be up to 1 day.");
        AuthOptions.Require(MailInterval >= TimeSpan.Zero, "MailInterval must not be negative.");
        AuthOptions.Require(
            MailAnswerTime >= TimeSpan.Zero && MailAnswerTime <= TimeSpan.FromSeconds(10), "MailAnswerTime must be 0 to 10 seconds.");
        AuthOptions.Require(SiteUrl is null or { IsAbsoluteUri: true }, "SiteUrl must be an absolute address.");
        AuthOptions.Require(RedirectOrigins.All(origin => origin.IsAbsoluteUri), "RedirectOrigins must be absolute addresses.");
        RateLimits.Validate();
    }
}
