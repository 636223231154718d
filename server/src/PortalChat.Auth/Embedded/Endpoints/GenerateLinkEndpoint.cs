using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Mail;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary><c>POST /admin/generate_link</c>: the operator gets a link to send by himself; no mail is sent.</summary>
internal sealed class GenerateLinkEndpoint(UserStore users, AdminUserChanges changes, MailTokens mail)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        var stop = context.RequestAborted;
        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.GenerateLinkBody)).Failed(out var error, out var body)
            || PurposeOf(body).Failed(out error, out var wish)
            || (await FindOrMakeAsync(body, wish, stop)).Failed(out error, out var user)
            || (await mail.MakeLinkAsync(user, wish.Email, wish.Purpose, body.RedirectTo, null, TimeSpan.Zero, stop)).Failed(out error, out var link))
        {
            return new ErrorResult(error);
        }

        return new JsonResult(StatusCodes.Status200OK, json => json.WriteUser(user, () =>
        {
            json.WriteString("action_link", link.Address.AbsoluteUri);
            json.WriteString("email_otp", link.Token.Code);
            json.WriteString("hashed_token", link.Token.Link);
            json.WriteString("verification_type", wish.Purpose.Name());
            json.WriteString("redirect_to", link.RedirectTo.AbsoluteUri);
        }));
    }

    private static Outcome<Wish> PurposeOf(GenerateLinkBody body)
    {
        MailPurpose? purpose = body.Type switch
        {
            "signup" => MailPurpose.SignUp,
            "invite" => MailPurpose.Invite,
            "magiclink" => MailPurpose.MagicLink,
            "recovery" => MailPurpose.Recovery,
            "email_change_new" => MailPurpose.EmailChange,
            _ => null,
        };
        if (purpose is not { } known)
        {
            return AuthErrors.Validation("type must be signup, invite, magiclink, recovery or email_change_new");
        }

        var address = EmailAddress.Normalize((known == MailPurpose.EmailChange ? body.NewEmail : body.Email) ?? "");
        return address is null ? AuthErrors.InvalidEmail : new Wish(known, address);
    }

    /// <summary>For sign-up and invitation the account is made where it is not there; the others need one.</summary>
    private async Task<Outcome<User>> FindOrMakeAsync(GenerateLinkBody body, Wish wish, CancellationToken cancellationToken)
    {
        var user = await users.FindByEmailAsync(EmailAddress.Normalize(body.Email ?? "") ?? "", cancellationToken);
        if (wish.Purpose is not (MailPurpose.SignUp or MailPurpose.Invite))
        {
            return user is null ? AuthErrors.UserNotFound : user;
        }

        if (user is not null)
        {
            return user.EmailConfirmedAt is null ? user : AuthErrors.EmailExists;
        }

        if (wish.Purpose == MailPurpose.SignUp && string.IsNullOrEmpty(body.Password))
        {
            return AuthErrors.Validation("Signup requires a valid password");
        }

        var account = new AdminUserBody(null, wish.Email, null, body.Password, null, false, body.Data, null, null, null);
        return (await changes.ReadNewAsync(account, cancellationToken)).Failed(out var error, out var newUser)
            ? error
            : await users.CreateAsync(newUser, cancellationToken);
    }

    private sealed record Wish(MailPurpose Purpose, string Email);
}
