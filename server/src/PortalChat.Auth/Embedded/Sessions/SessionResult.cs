using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Sessions;

internal static class SessionResult
{
    /// <summary>What sign-in, sign-up and refresh answer.</summary>
    public static IResult Of(Session session, AccessTokens tokens)
    {
        var token = tokens.Issue(session);
        return new JsonResult(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", token.Token);
            json.WriteString("token_type", "bearer");
            json.WriteNumber("expires_in", token.ExpiresIn);
            json.WriteNumber("expires_at", token.ExpiresAt);
            json.WriteString("refresh_token", session.RefreshToken);
            json.WritePropertyName("user");
            json.WriteUser(session.User);
            json.WriteEndObject();
        });
    }
}
