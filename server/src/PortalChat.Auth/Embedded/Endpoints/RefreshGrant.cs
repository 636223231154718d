using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Sessions;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary><c>POST /token?grant_type=refresh_token</c>: a new access token, and the next refresh token.</summary>
internal sealed class RefreshGrant(SessionStore sessions, AccessTokens tokens)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.RefreshGrantBody)).Failed(out var error, out var body))
        {
            return new ErrorResult(error);
        }

        if (string.IsNullOrEmpty(body.RefreshToken))
        {
            return new ErrorResult(AuthErrors.Validation("refresh_token required"));
        }

        return (await sessions.RefreshAsync(body.RefreshToken, ClientInfo.Of(context), context.RequestAborted))
            .Failed(out error, out var session)
            ? new ErrorResult(error)
            : SessionResult.Of(session, tokens);
    }
}
