using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Mail;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary><c>POST /invite</c>: the operator makes an account, and its mail lets the person in.</summary>
internal sealed class InviteEndpoint(UserStore users, MailTokens mail, EmbeddedAuthOptions options)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        var stop = context.RequestAborted;
        if ((await RequestBody.ReadAsync(context.Request, RequestJson.Default.InviteBody)).Failed(out var error, out var body))
        {
            return new ErrorResult(error);
        }

        if (options.MailOutbox is null)
        {
            return new ErrorResult(AuthErrors.NoMail);
        }

        if (Metadata.Read(body.Data, "data", options, out var data) is { } badData)
        {
            return new ErrorResult(badData);
        }

        if (EmailAddress.Normalize(body.Email ?? "") is not { } email)
        {
            return new ErrorResult(AuthErrors.InvalidEmail);
        }

        // Who was invited and has not come can be invited again.
        var user = await users.FindByEmailAsync(email, stop);
        if (user is { EmailConfirmedAt: not null })
        {
            return new ErrorResult(AuthErrors.EmailExists);
        }

        if (user is null
            && (await users.CreateAsync(new NewUser { Email = email, UserMetadata = data ?? "{}" }, stop)).Failed(out error, out user))
        {
            return new ErrorResult(error);
        }

        if (await mail.SendAsync(user, email, MailPurpose.Invite, context.Request.Query["redirect_to"], null, stop) is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        var invited = await users.FindAsync(user.Id, stop) ?? user;
        return new JsonResult(StatusCodes.Status200OK, json => json.WriteUser(invited));
    }
}
