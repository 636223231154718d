using System.Text.Json;
using System.Text.Json.Nodes;

namespace PortalChat.Auth.Keys;

/// <summary>The signing keys as of one reading of their file; replaced as a whole.</summary>
internal sealed class SigningKeySet
{
    private SigningKeySet(SigningKey[] keys)
    {
        Keys = keys;
        Jwks = JsonWebKeys.Write(keys.Select(key => key.PublicKey));
    }

    /// <summary>At least one. The first signs.</summary>
    public IReadOnlyList<SigningKey> Keys { get; }

    public string Jwks { get; }

    /// <exception cref="JsonException">Not a list of private ES256 keys.</exception>
    public static SigningKeySet Read(JsonNode? json) => json is JsonArray { Count: > 0 } keys
        ? new SigningKeySet([.. keys.Select(SigningKey.Read)])
        : throw new JsonException("There is no signing key.");
}
