using PortalChat.Auth.Callers;

namespace PortalChat.Realtime.Channels;

/// <summary>Upstream's words for a token that does not do.</summary>
internal static class TokenRefusal
{
    /// <summary>As a join's reason: <c>Code: message</c>.</summary>
    public static string Reason(CallerResolution resolution) => resolution switch
    {
        CallerResolution.BadToken { Fault: TokenFault.Malformed } =>
            "MalformedJWT: The token provided is not a valid JWT",
        CallerResolution.BadToken { Fault: TokenFault.BadSignature } =>
            "JwtSignatureError: Failed to validate JWT signature",
        CallerResolution.BadToken { Fault: TokenFault.BadClaims } =>
            "InvalidJWTToken: Fields `role` and `exp` are required in JWT",
        CallerResolution.BadToken { Fault: TokenFault.Expired } =>
            "InvalidJWTToken: Token has expired",
        CallerResolution.BadToken bad => $"InvalidJWTToken: {bad.Message}",
        _ => "InvalidJWTToken: API key is missing",
    };

    public const string SessionEnded = "The session of this token has ended";

    public static string Expired(DateTimeOffset expiry, DateTimeOffset now) =>
        $"Token has expired {(long)(now - expiry).TotalSeconds} seconds ago";

    /// <summary>As a <c>system</c> message or the body of a refused upgrade: without the code.</summary>
    public static string Message(CallerResolution resolution)
    {
        var reason = Reason(resolution);
        return reason[(reason.IndexOf(": ", StringComparison.Ordinal) + 2)..];
    }
}
