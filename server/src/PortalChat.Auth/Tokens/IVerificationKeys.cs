using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Auth.Tokens;

/// <summary>The keys of one issuer.</summary>
internal interface IVerificationKeys
{
    /// <summary>
    /// The keys that may have signed a token with this header, best first; none where the algorithm is not one that
    /// this issuer signs with. A key never serves another algorithm than its own.
    /// </summary>
    IReadOnlyList<SecurityKey> Find(string algorithm, string? keyId);

    /// <summary>Looks for a key that is not known yet. False where there is nothing new.</summary>
    ValueTask<bool> LookForAsync(string algorithm, string keyId, CancellationToken cancellationToken);
}
