using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Callers;

namespace PortalChat.Auth.Tokens;

/// <summary>The claims that decide who calls, read from a token's payload; all others are handed on as text.</summary>
internal sealed record TokenClaims
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public required string Json { get; init; }

    public string? Role { get; private init; }

    public string? Subject { get; private init; }

    public string? SessionId { get; private init; }

    public DateTimeOffset? ExpiresAt { get; private init; }

    public DateTimeOffset? NotBefore { get; private init; }

    public DateTimeOffset? IssuedAt { get; private init; }

    /// <summary>Null where the payload is not a JSON object in UTF-8, or a time is not a number.</summary>
    public static TokenClaims? Read(string encodedPayload)
    {
        try
        {
            var json = StrictUtf8.GetString(Base64UrlEncoder.DecodeBytes(encodedPayload));
            using var document = JsonDocument.Parse(json);
            var claims = document.RootElement;
            return new TokenClaims
            {
                Json = json,
                Role = Text(claims, "role"),
                Subject = Text(claims, "sub"),
                SessionId = Text(claims, "session_id"),
                ExpiresAt = Time(claims, "exp"),
                NotBefore = Time(claims, "nbf"),
                IssuedAt = Time(claims, "iat"),
            };
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    public Caller ToCaller() => new()
    {
        Role = PostgresRoles.Known(Role!),
        Claims = Json,
        Subject = Guid.TryParse(Subject, out var subject) ? subject : null,
        SessionId = Guid.TryParse(SessionId, out var session) ? session : null,
        ExpiresAt = ExpiresAt,
    };

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // RFC 7519 allows fractions of a second; the end of the calendar stands for all that lies beyond it.
        var seconds = Math.Clamp(Math.Floor(value.GetDouble()), 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        return DateTimeOffset.FromUnixTimeSeconds((long)seconds);
    }
}
