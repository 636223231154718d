using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Sessions;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary>
/// <c>POST /logout?scope=global|local|others</c>. Ends sessions; <see cref="EndedSessions"/> refuses what is left of
/// their access tokens.
/// </summary>
internal sealed class LogoutEndpoint(Bearers bearers, SessionStore sessions)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        if ((await bearers.PersonAsync(context)).Failed(out var error, out var person))
        {
            return new ErrorResult(error);
        }

        SignOutScope? scope = context.Request.Query["scope"].ToString() switch
        {
            "" or "global" => SignOutScope.Global,
            "local" => SignOutScope.Local,
            "others" => SignOutScope.Others,
            _ => null,
        };
        if (scope is null)
        {
            return new ErrorResult(AuthErrors.Validation("Unsupported logout scope"));
        }

        await sessions.EndAsync(person.User.Id, person.SessionId, scope.Value, context.RequestAborted);
        return TypedResults.NoContent();
    }
}
