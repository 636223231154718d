using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Callers;

namespace PortalChat.Auth.Tokens;

/// <summary>
/// A token's road: 1. remembered? then only the clock can refuse it. 2. Its parts are read. 3. A key of the right
/// kind is found, fetched where it is new. 4. The signature. 5. Times and role. 6. It is remembered.
/// </summary>
internal sealed class TokenVerifier(
    IEnumerable<IVerificationKeys> issuers, VerifiedTokens verified, AuthOptions options, TimeProvider timeProvider)
    : ITokenVerifier
{
    // Several times the largest token that we make; more is not a token but an attempt.
    private const int MaxTokenLength = 64 * 1024;

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaxTokenLength };

    private readonly IVerificationKeys[] _issuers = [.. issuers];

    public ValueTask<TokenVerification> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > MaxTokenLength)
        {
            return new(Malformed());
        }

        var digest = TokenDigest.Of(token);

        // 1.
        return verified.Find(digest) is { } caller
            ? new(HasExpired(caller.ExpiresAt) ? Expired() : new TokenVerification.Accepted(caller))
            : VerifyNewAsync(token, digest, cancellationToken);
    }

    private async ValueTask<TokenVerification> VerifyNewAsync(
        string token, TokenDigest digest, CancellationToken cancellationToken)
    {
        // 2.
        if (Parse(token) is not { } jwt || TokenClaims.Read(jwt.EncodedPayload) is not { } claims)
        {
            return Malformed();
        }

        // 3.
        var keys = await FindKeysAsync(jwt.Alg, string.IsNullOrEmpty(jwt.Kid) ? null : jwt.Kid, cancellationToken);

        // 4.
        if (keys.Count == 0 || !await IsSignedByAsync(jwt, keys))
        {
            return new TokenVerification.Rejected(
                TokenFault.BadSignature, "The token is not signed by a key that this server trusts.");
        }

        // 5.
        if (Refusal(claims) is { } rejected)
        {
            return rejected;
        }

        // 6.
        var caller = claims.ToCaller();
        verified.Add(digest, caller);
        return new TokenVerification.Accepted(caller);
    }

    private static JsonWebToken? Parse(string token)
    {
        try
        {
            return new JsonWebToken(token) is { IsEncrypted: false } jwt ? jwt : null;
        }
        catch (Exception)
        {
            // The library has an exception type for most things that can be wrong with a text from outside, not for all.
            return null;
        }
    }

    private async ValueTask<IReadOnlyList<SecurityKey>> FindKeysAsync(
        string algorithm, string? keyId, CancellationToken cancellationToken)
    {
        var keys = Find();
        if (keys.Count > 0 || keyId is null)
        {
            return keys;
        }

        foreach (var issuer in _issuers)
        {
            if (await issuer.LookForAsync(algorithm, keyId, cancellationToken))
            {
                return Find();
            }
        }

        return keys;

        List<SecurityKey> Find() => [.. _issuers.SelectMany(issuer => issuer.Find(algorithm, keyId))];
    }

    private static async ValueTask<bool> IsSignedByAsync(JsonWebToken jwt, IReadOnlyList<SecurityKey> keys)
    {
        // Only the signature is the library's business: the times and the role have messages of their own below.
        var result = await Handler.ValidateTokenAsync(jwt, new TokenValidationParameters
        {
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = true,
            RequireSignedTokens = true,
            ValidAlgorithms = [jwt.Alg],
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        return result.IsValid;
    }

    private TokenVerification.Rejected? Refusal(TokenClaims claims)
    {
        var latest = timeProvider.GetUtcNow() + options.ClockSkew;
        return claims switch
        {
            { ExpiresAt: null } => BadClaims("The token has no expiry (claim exp)."),
            _ when HasExpired(claims.ExpiresAt) => Expired(),
            { NotBefore: { } notBefore } when notBefore > latest => NotYetValid("JWT not yet valid"),
            { IssuedAt: { } issuedAt } when issuedAt > latest => NotYetValid("JWT issued at future"),
            { Role: null } => BadClaims("The token has no role (claim role)."),
            { Role: { } role } when !PostgresRoles.IsRequestRole(role) => BadClaims("The token's role is not one that requests may have."),
            _ => null,
        };
    }

    private bool HasExpired(DateTimeOffset? expiresAt) =>
        expiresAt is { } time && timeProvider.GetUtcNow() - options.ClockSkew >= time;

    private static TokenVerification.Rejected Malformed() => new(TokenFault.Malformed, "The token is not a JWT.");

    private static TokenVerification.Rejected Expired() => new(TokenFault.Expired, "JWT expired");

    private static TokenVerification.Rejected NotYetValid(string message) => new(TokenFault.NotYetValid, message);

    private static TokenVerification.Rejected BadClaims(string message) => new(TokenFault.BadClaims, message);
}
