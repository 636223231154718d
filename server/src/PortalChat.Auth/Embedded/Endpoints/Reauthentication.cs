using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Embedded.Mail;
using PortalChat.Auth.Embedded.Sessions;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary><c>GET /reauthenticate</c>: a code by mail, and what asks for it.</summary>
internal sealed class Reauthentication(
    Bearers bearers, SessionStore sessions, MailTokens mail, RateLimits limits, EmbeddedAuthOptions options)
{
    public async Task<IResult> SendAsync(HttpContext context)
    {
        if ((await bearers.PersonAsync(context)).Failed(out var error, out var person))
        {
            return new ErrorResult(error);
        }

        var refusal = person.User switch
        {
            { Email: null } => AuthErrors.NoAddress,
            { EmailConfirmedAt: null } => AuthErrors.AddressNotConfirmed,
            { Email: { } email } user => await mail.SendAsync(
                user, email, MailPurpose.Reauthentication, redirectTo: null, challenge: null, context.RequestAborted),
        };
        return refusal is null ? EmptyAnswer.Ok() : new ErrorResult(refusal);
    }

    /// <summary>Null where a new password may be set: none is needed, or the code is right, which is then used up.</summary>
    public async Task<AuthError?> RefuseAsync(Person person, string? nonce, CancellationToken cancellationToken)
    {
        if (!options.ReauthenticateForPassword || await sessions.IsNewAsync(person.SessionId, cancellationToken))
        {
            return null;
        }

        if (string.IsNullOrEmpty(nonce))
        {
            return AuthErrors.ReauthenticationNeeded;
        }

        var email = person.User.Email ?? "";
        return limits.Code(email) is { } tooMany ? tooMany
            : await mail.RedeemReauthenticationAsync(email, nonce, cancellationToken) ? null
            : AuthErrors.ReauthenticationNotValid;
    }
}
