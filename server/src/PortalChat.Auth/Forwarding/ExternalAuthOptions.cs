using PortalChat.Auth.Keys;

namespace PortalChat.Auth.Forwarding;

/// <summary>A Supabase project that does the authentication.</summary>
public sealed record ExternalAuthOptions
{
    /// <summary>The project's address, <c>https://….supabase.co</c>, without a path.</summary>
    public required Uri SupabaseUrl { get; init; }

    /// <summary>The project's API keys, compared as they are; those not used may be null.</summary>
    public ApiKeys ApiKeys { get; init; } = new(null, null);

    /// <summary>
    /// The project's legacy JWT secret, where it still signs with HS256; null refuses HS256 altogether. At least 32 bytes.
    /// </summary>
    public string? JwtSecret { get; init; }

    /// <summary>
    /// How often the project's public keys are read anew, so that a revoked one stops counting: 10 minutes, what
    /// Supabase's own <c>Cache-Control</c> for them says.
    /// </summary>
    public TimeSpan KeyRefreshInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The shortest time between two reads that unknown key ids cause. 10 s: short beside the hours between adding a
    /// key and signing with it, long enough that made-up ids cannot turn us against the project.
    /// </summary>
    public TimeSpan UnknownKeyInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request to the project may take; 30 s, longer than the project's own 10 s limit.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        AuthOptions.Require(
            SupabaseUrl is { IsAbsoluteUri: true } url && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp),
            "SupabaseUrl must be an absolute http or https address.");
        AuthOptions.Require(
            JwtSecret is null || System.Text.Encoding.UTF8.GetByteCount(JwtSecret) >= 32,
            "JwtSecret must have at least 32 bytes.");
        AuthOptions.Require(KeyRefreshInterval >= TimeSpan.FromSeconds(1), "KeyRefreshInterval must be 1 s or more.");
        AuthOptions.Require(UnknownKeyInterval >= TimeSpan.Zero, "UnknownKeyInterval must not be negative.");
        AuthOptions.Require(RequestTimeout > TimeSpan.Zero, "RequestTimeout must be positive.");
    }
}
