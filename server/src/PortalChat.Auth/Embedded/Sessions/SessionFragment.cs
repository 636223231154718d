using System.Globalization;
using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;

namespace PortalChat.Auth.Embedded.Sessions;

/// <summary>
/// Hands a session over in the fragment of an address, where supabase-js looks for it. Browsers send no fragment to
/// servers, so no log on the way holds it.
/// </summary>
internal static class SessionFragment
{
    public static string Of(Uri redirect, Session session, AccessToken token, string type) => With(
        redirect,
        ("access_token", token.Token),
        ("expires_at", token.ExpiresAt.ToString(CultureInfo.InvariantCulture)),
        ("expires_in", token.ExpiresIn.ToString(CultureInfo.InvariantCulture)),
        ("refresh_token", session.RefreshToken),
        ("token_type", "bearer"),
        ("type", type));

    public static string OfError(Uri redirect, AuthError error) => With(
        redirect,
        ("error", error.Status >= StatusCodes.Status500InternalServerError ? "server_error" : "access_denied"),
        ("error_code", error.Code),
        ("error_description", error.Message));

    private static string With(Uri redirect, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var pairs = new List<string>();
        foreach (var (name, value) in values)
        {
            pairs.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return new UriBuilder(redirect) { Fragment = string.Join('&', pairs) }.Uri.AbsoluteUri;
    }
}
