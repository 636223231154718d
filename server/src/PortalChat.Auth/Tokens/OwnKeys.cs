using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Keys;

namespace PortalChat.Auth.Tokens;

/// <summary>ES256 by the keys in our own data folder.</summary>
internal sealed class OwnKeys(KeyStore store) : IVerificationKeys
{
    public IReadOnlyList<SecurityKey> Find(string algorithm, string? keyId) =>
        algorithm == SecurityAlgorithms.EcdsaSha256
            ? [.. store.SigningKeys.Where(key => keyId is null || key.Id == keyId).Select(key => key.PublicKey)]
            : [];

    public ValueTask<bool> LookForAsync(string algorithm, string keyId, CancellationToken cancellationToken) => new(false);
}
