using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using PortalChat.Auth.Keys;

namespace PortalChat.Auth.Embedded.Sessions;

/// <summary>Signs access tokens, with Supabase Auth's claims.</summary>
internal sealed class AccessTokens(KeyStore keys, EmbeddedAuthOptions options, TimeProvider timeProvider)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public AccessToken Issue(Session session)
    {
        var issuedAt = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        var expiresAt = issuedAt + (long)options.AccessTokenLifetime.TotalSeconds;
        return new AccessToken(
            Handler.CreateToken(Claims(session, issuedAt, expiresAt), keys.Current.Credentials),
            expiresAt - issuedAt,
            expiresAt);
    }

    private string Claims(Session session, long issuedAt, long expiresAt)
    {
        var user = session.User;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss", options.Issuer.AbsoluteUri);
            json.WriteString("sub", user.Id);
            json.WriteString("aud", user.Audience);
            json.WriteNumber("exp", expiresAt);
            json.WriteNumber("iat", issuedAt);
            json.WriteString("email", user.Email ?? "");
            json.WriteString("phone", user.Phone ?? "");
            json.WritePropertyName("app_metadata");
            json.WriteRawValue(user.AppMetadata, skipInputValidation: true);
            json.WritePropertyName("user_metadata");
            json.WriteRawValue(user.UserMetadata, skipInputValidation: true);
            json.WriteString("role", user.Role);
            json.WriteString("aal", "aal1");
            json.WritePropertyName("amr");
            json.WriteRawValue(session.Methods, skipInputValidation: true);
            json.WriteString("session_id", session.Id);
            json.WriteBoolean("is_anonymous", user.IsAnonymous);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

/// <param name="Token">The JWT.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="ExpiresAt">Seconds since 1970.</param>
internal sealed record AccessToken(string Token, long ExpiresIn, long ExpiresAt)
{
    public override string ToString() => nameof(AccessToken);
}
