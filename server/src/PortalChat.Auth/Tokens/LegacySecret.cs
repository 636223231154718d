using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Auth.Tokens;

/// <summary>HS256 by a Supabase project's legacy JWT secret. The key id is not looked at: there is but one secret.</summary>
internal sealed class LegacySecret(string secret) : IVerificationKeys
{
    private readonly SecurityKey[] _keys = [new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret))];

    public IReadOnlyList<SecurityKey> Find(string algorithm, string? keyId) =>
        algorithm == SecurityAlgorithms.HmacSha256 ? _keys : [];

    public ValueTask<bool> LookForAsync(string algorithm, string keyId, CancellationToken cancellationToken) => new(false);
}
