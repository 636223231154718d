namespace PortalChat.Auth.Callers;

/// <summary>Checks access tokens (JWTs): signature, times, role.</summary>
public interface ITokenVerifier
{
    /// <summary>
    /// Synchronous in the common case: a token seen before, or a key already fetched. Never throws for a bad token.
    /// </summary>
    ValueTask<TokenVerification> VerifyAsync(string token, CancellationToken cancellationToken);
}
