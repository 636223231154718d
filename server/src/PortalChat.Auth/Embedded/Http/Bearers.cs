using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Http;

/// <summary>Says whose bearer token a request carries.</summary>
internal sealed class Bearers(ICallerResolver callers, ITokenVerifier tokens, UserStore users)
{
    /// <summary>A signed-in user whose account and session are still there.</summary>
    public async Task<Outcome<Person>> PersonAsync(HttpContext context)
    {
        if ((await CallerAsync(context)).Failed(out var error, out var caller))
        {
            return error;
        }

        if (caller.Subject is not { } id)
        {
            return AuthErrors.MissingSubject;
        }

        return (await users.FindOfTokenAsync(id, caller.SessionId, context.RequestAborted)).Failed(out error, out var user)
            ? error
            : new Person(user, caller.SessionId);
    }

    /// <summary>Null where it is the operator's own job, by the service role.</summary>
    public async Task<AuthError?> RefuseAdminAsync(HttpContext context) =>
        (await CallerAsync(context)).Failed(out var error, out var caller) ? error
        : caller.Role == PostgresRoles.ServiceRole ? null
        : AuthErrors.NotAdmin;

    private async Task<Outcome<Caller>> CallerAsync(HttpContext context)
    {
        // A key of the newer form says who calls also where it stands alone.
        var (apiKey, bearer) = Credentials.Of(context.Request);
        if ((bearer ?? apiKey) is null)
        {
            return AuthErrors.NoAuthorization;
        }

        var resolution = await callers.ResolveAsync(context.Request, context.RequestAborted);

        // Whose session has ended is told here what became of it and of his account: their rows know.
        if (resolution is CallerResolution.BadToken { Fault: TokenFault.SessionEnded }
            && await tokens.VerifyAsync((bearer ?? apiKey)!, context.RequestAborted) is TokenVerification.Accepted accepted)
        {
            return accepted.Caller;
        }

        return resolution switch
        {
            CallerResolution.Known known when bearer is null && known.Caller.Role != PostgresRoles.ServiceRole =>
                AuthErrors.NoAuthorization,
            CallerResolution.Known known => known.Caller,
            CallerResolution.BadToken bad => AuthErrors.BadJwt(Reason(bad.Fault)),
            _ => AuthErrors.NoAuthorization,
        };
    }

    private static string Reason(TokenFault fault) => fault switch
    {
        TokenFault.Malformed => "token is malformed",
        TokenFault.BadSignature => "token signature is invalid",
        TokenFault.Expired => "token has invalid claims: token is expired",
        TokenFault.NotYetValid => "token has invalid claims: token is not valid yet",
        _ => "token has invalid claims",
    };
}

/// <param name="User">As of now.</param>
/// <param name="SessionId">By which he asks; null where his token names none.</param>
internal sealed record Person(User User, Guid? SessionId);
