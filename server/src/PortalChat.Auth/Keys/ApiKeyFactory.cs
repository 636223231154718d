using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Callers;

namespace PortalChat.Auth.Keys;

/// <summary>Makes the four API keys of a new installation, in Supabase's formats.</summary>
internal static class ApiKeyFactory
{
    // As Supabase's own legacy keys; they end by deleting the file, not by their date.
    private const int LifetimeYears = 10;

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static JsonNode Make(SigningKey signingKey, TimeProvider timeProvider)
    {
        var now = timeProvider.GetUtcNow();
        return new JsonObject
        {
            ["anon"] = Legacy(signingKey, PostgresRoles.Anon, now),
            ["service_role"] = Legacy(signingKey, PostgresRoles.ServiceRole, now),
            ["publishable"] = Opaque("sb_publishable_"),
            ["secret"] = Opaque("sb_secret_"),
        };
    }

    public static ApiKeys Read(JsonNode? json)
    {
        return new ApiKeys(Value("anon"), Value("service_role"), Value("publishable"), Value("secret"));

        string Value(string name) =>
            json?[name]?.GetValue<string>() is { Length: >= 20 } key ? key : throw new JsonException($"No key \"{name}\".");
    }

    private static string Legacy(SigningKey signingKey, string role, DateTimeOffset now)
    {
        var claims = new JsonObject
        {
            ["iss"] = "supabase",
            ["ref"] = "portalchat",
            ["role"] = role,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddYears(LifetimeYears).ToUnixTimeSeconds(),
        };
        return Handler.CreateToken(claims.ToJsonString(), signingKey.Credentials);
    }

    /// <summary>128 random bits, then a checksum by which scanners tell a leaked key from a look-alike.</summary>
    private static string Opaque(string prefix)
    {
        var body = prefix + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));
        return $"{body}_{Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(body))[..6])}";
    }
}
