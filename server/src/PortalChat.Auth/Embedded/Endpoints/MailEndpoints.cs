using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Embedded.Mail;
using PortalChat.Auth.Embedded.Pkce;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary>
/// <c>POST /recover</c>, <c>/otp</c> and <c>/resend</c>: what a person asks to be sent by mail. The answer is the same
/// whether there is such an account or not.
/// </summary>
internal sealed class MailEndpoints(UserStore users, MailTokens mail, RateLimits limits, EmbeddedAuthOptions options)
{
    public async Task<IResult> RecoverAsync(HttpContext context)
    {
        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.RecoverBody)).Failed(out var error, out var body)
            || Address(body.Email, phone: null, context).Failed(out error, out var email))
        {
            return new ErrorResult(error);
        }

        if (CodeChallenge.Read(body.CodeChallengeMethod, body.CodeChallenge, out var challenge) is { } badChallenge)
        {
            return new ErrorResult(badChallenge);
        }

        if (limits.MailTo(email, MailPurpose.Recovery) is { } tooSoon)
        {
            return new ErrorResult(tooSoon);
        }

        var user = await users.FindByEmailAsync(email, context.RequestAborted);
        return await AnswerAsync(user, email, MailPurpose.Recovery, challenge, context);
    }

    public async Task<IResult> OtpAsync(HttpContext context)
    {
        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.OtpBody)).Failed(out var error, out var body)
            || Address(body.Email, body.Phone, context).Failed(out error, out var email))
        {
            return new ErrorResult(error);
        }

        if (CodeChallenge.Read(body.CodeChallengeMethod, body.CodeChallenge, out var challenge) is { } badChallenge)
        {
            return new ErrorResult(badChallenge);
        }

        if (Metadata.Read(body.Data, "data", options, out var data) is { } badData)
        {
            return new ErrorResult(badData);
        }

        // Which of the two it becomes depends on the account.
        if (limits.MailTo(email, MailPurpose.MagicLink, MailPurpose.SignUp) is { } tooSoon)
        {
            return new ErrorResult(tooSoon);
        }

        var user = await users.FindByEmailAsync(email, context.RequestAborted);
        if (user is null)
        {
            if (body.CreateUser == false)
            {
                return new ErrorResult(AuthErrors.OtpDisabled);
            }

            if (!options.SignUp)
            {
                return new ErrorResult(AuthErrors.SignUpDisabled);
            }

            var created = await users.CreateAsync(
                new NewUser { Email = email, UserMetadata = data ?? "{}" }, context.RequestAborted);
            if (created.Failed(out error, out user))
            {
                return new ErrorResult(error);
            }
        }

        var purpose = user.EmailConfirmedAt is null ? MailPurpose.SignUp : MailPurpose.MagicLink;
        return await AnswerAsync(user, email, purpose, challenge, context);
    }

    public async Task<IResult> ResendAsync(HttpContext context)
    {
        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.ResendBody)).Failed(out var error, out var body)
            || Address(body.Email, body.Phone, context).Failed(out error, out var email))
        {
            return new ErrorResult(error);
        }

        if (CodeChallenge.Read(body.CodeChallengeMethod, body.CodeChallenge, out var challenge) is { } badChallenge)
        {
            return new ErrorResult(badChallenge);
        }

        if (ResendPurpose(body.Type) is not { } purpose)
        {
            return new ErrorResult(AuthErrors.Validation("type must be signup or email_change"));
        }

        if (limits.MailTo(email, purpose) is { } tooSoon)
        {
            return new ErrorResult(tooSoon);
        }

        var user = await users.FindByEmailAsync(email, context.RequestAborted);
        return purpose == MailPurpose.SignUp
            ? await AnswerAsync(user is { EmailConfirmedAt: null } ? user : null, email, purpose, challenge, context)
            : await AnswerAsync(user is { NewEmail: not null } ? user : null, user?.NewEmail ?? email, purpose, challenge, context);
    }

    private static MailPurpose? ResendPurpose(string? type) => type switch
    {
        "signup" => MailPurpose.SignUp,
        "email_change" => MailPurpose.EmailChange,
        _ => null,
    };

    private async Task<IResult> AnswerAsync(
        User? user, string email, MailPurpose purpose, CodeChallenge? challenge, HttpContext context)
    {
        if (user is null or { IsBanned: true })
        {
            return EmptyAnswer.Ok();
        }

        var redirectTo = context.Request.Query["redirect_to"].ToString();
        return await mail.SendAsync(user, email, purpose, redirectTo, challenge, context.RequestAborted) is { } refusal
            ? new ErrorResult(refusal)
            : EmptyAnswer.Ok();
    }

    private Outcome<string> Address(string? email, string? phone, HttpContext context)
    {
        if (!string.IsNullOrEmpty(phone))
        {
            return AuthErrors.PhoneOtpDisabled;
        }

        if (options.MailOutbox is null)
        {
            return AuthErrors.NoMail;
        }

        if (EmailAddress.Normalize(email ?? "") is not { } address)
        {
            return AuthErrors.InvalidEmail;
        }

        return limits.Mail(context.Connection.RemoteIpAddress) is { } tooMany ? tooMany : address;
    }
}
