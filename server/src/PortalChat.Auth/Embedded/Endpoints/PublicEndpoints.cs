using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Keys;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary>What is about nobody: health, settings, public keys.</summary>
internal sealed class PublicEndpoints(KeyStore keys, EmbeddedAuthOptions options)
{
    private static readonly string Version =
        typeof(PublicEndpoints).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "0";

    // Ways to sign in that clients ask for by name; of these only e-mail and, as an option, anonymous are here.
    private static readonly string[] OtherProviders =
    [
        "apple", "azure", "bitbucket", "discord", "facebook", "figma", "fly", "github", "gitlab", "google", "kakao",
        "keycloak", "linkedin", "linkedin_oidc", "notion", "phone", "slack", "slack_oidc", "snapchat", "spotify",
        "twitch", "twitter", "workos", "x", "zoom",
    ];

    public static IResult Health() => new JsonResult(StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("version", Version);
        json.WriteString("name", "PortalChat Auth");
        json.WriteString("description", "The embedded auth server, in the dialect of Supabase Auth");
        json.WriteEndObject();
    });

    public IResult Settings() => new JsonResult(StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("external");
        json.WriteBoolean("anonymous_users", options.AnonymousSignIns);
        json.WriteBoolean("email", true);
        foreach (var provider in OtherProviders)
        {
            json.WriteBoolean(provider, false);
        }

        json.WriteEndObject();
        json.WriteBoolean("disable_signup", !options.SignUp);
        json.WriteBoolean("mailer_autoconfirm", options.AutoConfirm);
        json.WriteBoolean("phone_autoconfirm", false);
        json.WriteString("sms_provider", "");
        json.WriteBoolean("saml_enabled", false);
        json.WriteBoolean("passkeys_enabled", false);
        json.WriteEndObject();
    });

    public IResult Jwks(HttpResponse response)
    {
        // As upstream: a new key has to be published ten minutes before it signs.
        response.Headers.CacheControl = "public, max-age=600";
        return TypedResults.Text(keys.Jwks, "application/json");
    }
}
