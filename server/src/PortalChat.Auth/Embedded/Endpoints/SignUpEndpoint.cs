using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Embedded.Mail;
using PortalChat.Auth.Embedded.Passwords;
using PortalChat.Auth.Embedded.Pkce;
using PortalChat.Auth.Embedded.Sessions;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary>
/// <c>POST /signup</c>. <c>data</c> becomes <c>user_metadata</c>; nothing that a client sends becomes
/// <c>app_metadata</c>, which says who is staff.
/// </summary>
internal sealed class SignUpEndpoint(
    UserStore users,
    SessionStore sessions,
    PasswordHasher passwords,
    PasswordRules rules,
    RateLimits limits,
    AccessTokens tokens,
    MailTokens mail,
    EmbeddedAuthOptions options)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.SignUpBody)).Failed(out var error, out var body))
        {
            return new ErrorResult(error);
        }

        if (!options.SignUp)
        {
            return new ErrorResult(AuthErrors.SignUpDisabled);
        }

        if (Metadata.Read(body.Data, "data", options, out var data) is { } badData)
        {
            return new ErrorResult(badData);
        }

        var newUser = new NewUser { UserMetadata = data ?? "{}", EmailConfirmed = options.AutoConfirm };
        return body is { Email: null or "", Phone: null or "", Password: null or "" }
            ? await SignUpAnonymouslyAsync(newUser with { EmailConfirmed = false }, context)
            : await SignUpByEmailAsync(newUser, body, context);
    }

    private async Task<IResult> SignUpAnonymouslyAsync(NewUser newUser, HttpContext context)
    {
        if (!options.AnonymousSignIns)
        {
            return new ErrorResult(AuthErrors.AnonymousDisabled);
        }

        return limits.Anonymous(context.Connection.RemoteIpAddress) is { } tooMany
            ? new ErrorResult(tooMany)
            : await StartAsync(newUser, SignInMethod.Anonymous, context);
    }

    private async Task<IResult> SignUpByEmailAsync(NewUser newUser, SignUpBody body, HttpContext context)
    {
        if (Refuse(body) is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        if (CodeChallenge.Read(body.CodeChallengeMethod, body.CodeChallenge, out var challenge) is { } badChallenge)
        {
            return new ErrorResult(badChallenge);
        }

        if (EmailAddress.Normalize(body.Email!) is not { } email)
        {
            return new ErrorResult(AuthErrors.InvalidEmail);
        }

        if (limits.SignUp(context.Connection.RemoteIpAddress) is { } tooMany)
        {
            return new ErrorResult(tooMany);
        }

        if ((await passwords.HashAsync(body.Password!, context.RequestAborted)).Failed(out var error, out var hash))
        {
            return new ErrorResult(error);
        }

        newUser = newUser with { Email = email, PasswordHash = hash };
        return options.AutoConfirm
            ? await StartAsync(newUser, SignInMethod.Password, context)
            : await CreateUnconfirmedAsync(newUser, challenge, context);
    }

    private AuthError? Refuse(SignUpBody body) => body switch
    {
        { Email.Length: > 0, Phone.Length: > 0 } =>
            AuthErrors.Validation("Only an email address or phone number should be provided on signup."),
        { Phone.Length: > 0 } => AuthErrors.PhoneDisabled,
        { Email: null or "" } => AuthErrors.InvalidEmail,
        { Password: null or "" } => AuthErrors.Validation("Signup requires a valid password"),
        { Password: { } password } => rules.Refuse(password),
    };

    private async Task<IResult> StartAsync(NewUser newUser, string method, HttpContext context) =>
        (await sessions.StartAsync(newUser, method, ClientInfo.Of(context), context.RequestAborted))
            .Failed(out var error, out var session)
            ? new ErrorResult(error)
            : SessionResult.Of(session, tokens);

    /// <summary>
    /// The account is there, its mail opens it. Whether the address had an account before is not told: then the answer
    /// looks the same, and an account that is still not confirmed is sent its mail again.
    /// </summary>
    private async Task<IResult> CreateUnconfirmedAsync(NewUser newUser, CodeChallenge? challenge, HttpContext context)
    {
        var stop = context.RequestAborted;
        if (limits.MailTo(newUser.Email!, MailPurpose.SignUp) is { } tooSoon)
        {
            return new ErrorResult(tooSoon);
        }

        var made = await users.CreateAsync(newUser, stop);
        if (made.Failed(out var error, out var user)
            && (error != AuthErrors.EmailExists || (user = await users.FindByEmailAsync(newUser.Email!, stop)) is null))
        {
            return new ErrorResult(error);
        }

        if (user.EmailConfirmedAt is not null)
        {
            var pretended = await users.PretendAsync(newUser, stop);
            return new JsonResult(StatusCodes.Status200OK, json => json.WriteUser(pretended));
        }

        var redirectTo = context.Request.Query["redirect_to"];
        if (await mail.SendAsync(user, newUser.Email!, MailPurpose.SignUp, redirectTo, challenge, stop) is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        user = await users.FindAsync(user.Id, stop) ?? user;
        return new JsonResult(StatusCodes.Status200OK, json => json.WriteUser(user));
    }
}
