using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Auth.Tests.Support;

/// <summary>Tokens as other parties may send them.</summary>
internal static class Jwt
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static string Sign(JsonObject claims, SigningCredentials credentials) =>
        Handler.CreateToken(claims.ToJsonString(), credentials);

    public static string Unsigned(JsonObject claims) =>
        $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{Base64UrlEncoder.Encode(claims.ToJsonString())}.";

    /// <summary>Signed with HMAC by hand, with a key of whatever length.</summary>
    public static string SignWithBytes(JsonObject claims, byte[] key, string keyId)
    {
        var header = new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT", ["kid"] = keyId };
        var signed = $"{Base64UrlEncoder.Encode(header.ToJsonString())}.{Base64UrlEncoder.Encode(claims.ToJsonString())}";
        return $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    public static JsonObject Claims(DateTimeOffset now, string? role = "authenticated", TimeSpan? lifetime = null) => new()
    {
        ["sub"] = "0b0b0b0b-1111-4222-8333-444444444444",
        ["role"] = role,
        ["session_id"] = "0c0c0c0c-1111-4222-8333-444444444444",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = (now + (lifetime ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(),
        ["app_metadata"] = new JsonObject { ["role"] = "gre" },
    };
}
