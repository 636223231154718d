using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Auth.Keys;

/// <summary>An ES256 key pair (P-256), kept as the private JWK that <c>supabase gen signing-key</c> prints.</summary>
internal sealed class SigningKey
{
    private SigningKey(JsonWebKey key)
    {
        Credentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256);
        PublicKey = new JsonWebKey
        {
            Kty = key.Kty,
            Kid = key.Kid,
            Alg = key.Alg,
            Use = "sig",
            Crv = key.Crv,
            X = key.X,
            Y = key.Y,
        };
    }

    public string Id => PublicKey.Kid;

    /// <summary>Signs; safe for concurrent use, the provider makes a native key per signer.</summary>
    public SigningCredentials Credentials { get; }

    public JsonWebKey PublicKey { get; }

    public static JsonObject Generate()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = ecdsa.ExportParameters(includePrivateParameters: true);
        return new JsonObject
        {
            ["kty"] = "EC",
            ["kid"] = Guid.NewGuid().ToString(),
            ["use"] = "sig",
            ["alg"] = SecurityAlgorithms.EcdsaSha256,
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(parameters.Q.X),
            ["y"] = Base64UrlEncoder.Encode(parameters.Q.Y),
            ["d"] = Base64UrlEncoder.Encode(parameters.D),
        };
    }

    /// <exception cref="JsonException">Not an ES256 private key.</exception>
    public static SigningKey Read(JsonNode? jwk)
    {
        var key = jwk is JsonObject ? new JsonWebKey(jwk.ToJsonString()) : null;
        if (key is not { Kty: "EC", Crv: "P-256", HasPrivateKey: true, Kid.Length: > 0 })
        {
            throw new JsonException("A signing key must be a private JWK with kty EC, crv P-256 and a kid.");
        }

        key.Alg = SecurityAlgorithms.EcdsaSha256;
        return new SigningKey(key);
    }
}
