using Microsoft.AspNetCore.Cors.Infrastructure;

namespace PortalChat.Host;

/// <summary>
/// Cross-origin requests as Supabase answers them: from anywhere, without cookies. Credentials are in headers that a
/// page has to set itself, so another site gains nothing by calling us.
/// </summary>
internal static class SupabaseCors
{
    /// <summary>Headers that clients read from responses.</summary>
    private static readonly string[] Exposed =
    [
        "Content-Encoding", "Content-Location", "Content-Profile", "Content-Range", "Content-Type", "Content-Length", "Date", "Location",
        "Preference-Applied", "Proxy-Status", "Range-Unit", "Server", "Transfer-Encoding",
        "Link", "X-Total-Count", "X-Supabase-Api-Version", "x-sb-error-code", "WWW-Authenticate", "Retry-After",
    ];

    public static void Configure(CorsPolicyBuilder policy) => policy
        .AllowAnyOrigin()
        .AllowAnyMethod()
        .AllowAnyHeader()
        .WithExposedHeaders(Exposed)
        .SetPreflightMaxAge(TimeSpan.FromHours(1));
}
