using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Embedded.Passwords;
using PortalChat.Auth.Embedded.Sessions;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary><c>POST /token?grant_type=password</c>: sign-in.</summary>
internal sealed class PasswordGrant(
    UserStore users, SessionStore sessions, PasswordHasher passwords, RateLimits limits, AccessTokens tokens)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        var stop = context.RequestAborted;
        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.PasswordGrantBody)).Failed(out var error, out var body)
            || Check(body).Failed(out error, out var email))
        {
            return new ErrorResult(error);
        }

        var client = ClientInfo.Of(context);
        if (limits.Guesses(client.Address, email) is { } tooMany)
        {
            return new ErrorResult(tooMany);
        }

        var user = await users.FindByEmailAsync(email, stop);
        if ((await passwords.VerifyAsync(body.Password ?? "", user?.PasswordHash, stop)).Failed(out error, out var match))
        {
            return new ErrorResult(error);
        }

        if (user is null || !match.IsRight)
        {
            return new ErrorResult(limits.WrongPassword(client.Address, email) ?? AuthErrors.InvalidCredentials);
        }

        // Whether somebody is banned or not confirmed is told only to who knows his password.
        var refusal = limits.Guesses(client.Address, email)
            ?? (user.IsBanned ? AuthErrors.UserBanned : user.EmailConfirmedAt is null ? AuthErrors.EmailNotConfirmed : null);
        if (refusal is not null)
        {
            return new ErrorResult(refusal);
        }

        return (await sessions.StartAsync(user, SignInMethod.Password, client, stop)).Failed(out error, out var session)
            ? new ErrorResult(error)
            : SessionResult.Of(session, tokens);
    }

    private static Outcome<string> Check(PasswordGrantBody body) => body switch
    {
        { Email.Length: > 0, Phone.Length: > 0 } =>
            AuthErrors.Validation("Only an email address or phone number should be provided on login."),
        { Phone.Length: > 0 } => AuthErrors.PhoneDisabled,
        { Email.Length: > 0 } => EmailAddress.Normalize(body.Email) ?? body.Email.Trim().ToLowerInvariant(),
        _ => AuthErrors.Validation("missing email or phone"),
    };
}
