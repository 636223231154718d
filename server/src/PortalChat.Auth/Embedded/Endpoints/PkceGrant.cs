using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Pkce;
using PortalChat.Auth.Embedded.Sessions;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary><c>POST /token?grant_type=pkce</c>: the session behind a link that was followed in the same browser or app.</summary>
internal sealed class PkceGrant(FlowStore flows, AccessTokens tokens)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.PkceGrantBody)).Failed(out var error, out var body))
        {
            return new ErrorResult(error);
        }

        if (string.IsNullOrEmpty(body.AuthCode) || string.IsNullOrEmpty(body.CodeVerifier))
        {
            return new ErrorResult(AuthErrors.Validation("invalid request: both auth code and code verifier should be non-empty"));
        }

        return (await flows.ExchangeAsync(body.AuthCode, body.CodeVerifier, ClientInfo.Of(context), context.RequestAborted))
            .Failed(out error, out var session)
            ? new ErrorResult(error)
            : SessionResult.Of(session, tokens);
    }
}
