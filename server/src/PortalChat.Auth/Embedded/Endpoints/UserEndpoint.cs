using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Mail;
using PortalChat.Auth.Embedded.Passwords;
using PortalChat.Auth.Embedded.Pkce;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary><c>GET</c> and <c>PUT /user</c>: one's own account.</summary>
internal sealed class UserEndpoint(
    Bearers bearers,
    UserStore users,
    PasswordHasher passwords,
    PasswordRules rules,
    MailTokens mail,
    Reauthentication reauthentication,
    EmbeddedAuthOptions options)
{
    public async Task<IResult> GetAsync(HttpContext context) =>
        (await bearers.PersonAsync(context)).Failed(out var error, out var person)
            ? new ErrorResult(error)
            : Answer(person.User);

    public async Task<IResult> PutAsync(HttpContext context)
    {
        var stop = context.RequestAborted;
        if ((await bearers.PersonAsync(context)).Failed(out var error, out var person)
            || (await RequestBody.ReadAsync(context.Request, RequestJson.Default.UpdateUserBody)).Failed(out error, out var body)
            || (await ReadChangeAsync(person, body, stop)).Failed(out error, out var change))
        {
            return new ErrorResult(error);
        }

        if (CodeChallenge.Read(body.CodeChallengeMethod, body.CodeChallenge, out var challenge) is { } badChallenge)
        {
            return new ErrorResult(badChallenge);
        }

        // Without a mail nobody can confirm an address: then it counts at once, as upstream has it.
        var newEmail = options.AutoConfirm ? null : change.Email;
        if (newEmail is not null && await AskForAsync(newEmail, person.User, challenge, context) is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        return (await users.UpdateAsync(person.User.Id, newEmail is null ? change : change with { Email = null }, stop))
            .Failed(out error, out var user)
            ? new ErrorResult(error)
            : Answer(user);
    }

    private async Task<AuthError?> AskForAsync(
        string newEmail, User user, CodeChallenge? challenge, HttpContext context) =>
        await users.FindByEmailAsync(newEmail, context.RequestAborted) is not null
            ? AuthErrors.EmailExists
            : await mail.SendAsync(
                user, newEmail, MailPurpose.EmailChange, context.Request.Query["redirect_to"], challenge, context.RequestAborted);

    private static JsonResult Answer(User user) => new(StatusCodes.Status200OK, json => json.WriteUser(user));

    private async Task<Outcome<UserChange>> ReadChangeAsync(
        Person person, UpdateUserBody body, CancellationToken cancellationToken)
    {
        if (body.AppMetadata is { ValueKind: not System.Text.Json.JsonValueKind.Null })
        {
            return AuthErrors.AppMetadataNeedsAdmin;
        }

        if (!string.IsNullOrEmpty(body.Phone))
        {
            return AuthErrors.PhoneDisabled;
        }

        if (Metadata.Read(body.Data, "data", options, out var data) is { } badData)
        {
            return badData;
        }

        var change = new UserChange { UserMetadata = data, KeepSession = person.SessionId };
        if (!string.IsNullOrEmpty(body.Email))
        {
            if (EmailAddress.Normalize(body.Email) is not { } email)
            {
                return AuthErrors.InvalidEmail;
            }

            change = change with { Email = email == person.User.Email ? null : email, ConfirmEmail = options.AutoConfirm };
        }

        return body.Password is { Length: > 0 } password
            ? await WithPasswordAsync(change, person, password, body.Nonce, cancellationToken)
            : change;
    }

    private async Task<Outcome<UserChange>> WithPasswordAsync(
        UserChange change, Person person, string password, string? nonce, CancellationToken cancellationToken)
    {
        if (rules.Refuse(password) is { } refusal)
        {
            return refusal;
        }

        if (person.User.PasswordHash is { } current)
        {
            if ((await passwords.VerifyAsync(password, current, cancellationToken)).Failed(out var error, out var match))
            {
                return error;
            }

            if (match.IsRight)
            {
                return AuthErrors.SamePassword;
            }
        }

        // Last, so that a code is not used up for a password that is refused.
        if (await reauthentication.RefuseAsync(person, nonce, cancellationToken) is { } unproven)
        {
            return unproven;
        }

        return (await passwords.HashAsync(password, cancellationToken)).Failed(out var full, out var hash)
            ? full
            : change with { PasswordHash = hash };
    }
}
