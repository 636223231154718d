using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Limits;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary><c>POST /token</c>: one address for all ways to a session.</summary>
internal sealed class TokenEndpoint(PasswordGrant password, RefreshGrant refresh, PkceGrant pkce, RateLimits limits)
{
    public Task<IResult> HandleAsync(HttpContext context)
    {
        if (limits.Token(context.Connection.RemoteIpAddress) is { } tooMany)
        {
            return Refused(tooMany);
        }

        return context.Request.Query["grant_type"].ToString() switch
        {
            "password" => password.HandleAsync(context),
            "refresh_token" => refresh.HandleAsync(context),
            "pkce" => pkce.HandleAsync(context),
            "id_token" => Refused(AuthErrors.IdTokenDisabled),
            "web3" => Refused(AuthErrors.Web3Disabled),
            _ => Refused(AuthErrors.UnsupportedGrant),
        };

        static Task<IResult> Refused(AuthError error) => Task.FromResult<IResult>(new ErrorResult(error));
    }
}
