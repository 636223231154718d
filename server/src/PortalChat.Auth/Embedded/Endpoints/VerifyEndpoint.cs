using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Embedded.Mail;
using PortalChat.Auth.Embedded.Sessions;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary><c>/verify</c>: a link that was followed (GET) or a code that was typed (POST) becomes a session.</summary>
internal sealed class VerifyEndpoint(MailTokens mail, RateLimits limits, Redirects redirects, AccessTokens tokens)
{
    /// <summary>
    /// Leads on to the site, with the session, or what is wrong, in the address's fragment; with a code in its query
    /// where the link was asked for with a challenge.
    /// </summary>
    public async Task<IResult> GetAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var body = new VerifyBody(
            null, null, null, query["token"].ToString() is { Length: > 0 } link ? link : query["token_hash"], query["type"], null);
        var redirect = redirects.Allow(query["redirect_to"]);
        if (OneTimeToken.IsPkce(body.TokenHash ?? ""))
        {
            return new RedirectAnswer(
                (await RedeemForCodeAsync(body, context)).Failed(out var refusal, out var code)
                    ? SessionFragment.OfError(redirect, refusal)
                    : QueryHelpers.AddQueryString(redirect.AbsoluteUri, "code", code));
        }

        return new RedirectAnswer(
            (await RedeemAsync(body, context)).Failed(out var error, out var session)
                ? SessionFragment.OfError(redirect, error)
                : SessionFragment.Of(redirect, session, tokens.Issue(session), body.Type!));
    }

    public async Task<IResult> PostAsync(HttpContext context) =>
        (await RequestBody.ReadAsync(context.Request, RequestJson.Default.VerifyBody)).Failed(out var error, out var body)
        || (await RedeemAsync(body, context)).Failed(out error, out var session)
            ? new ErrorResult(error)
            : SessionResult.Of(session, tokens);

    private async Task<Outcome<Session>> RedeemAsync(VerifyBody body, HttpContext context)
    {
        if (limits.Verify(context.Connection.RemoteIpAddress) is { } tooMany)
        {
            return tooMany;
        }

        // A code by text message was never sent.
        if (!string.IsNullOrEmpty(body.Phone))
        {
            return AuthErrors.OtpExpired;
        }

        var purposes = MailPurposes.OfName(body.Type);
        if (purposes.Length == 0)
        {
            return AuthErrors.Validation("Verify requires a verification type");
        }

        return (await FindHashAsync(body, purposes, context.RequestAborted)).Failed(out var error, out var hash)
            ? error
            : await mail.RedeemAsync(hash, purposes, ClientInfo.Of(context), context.RequestAborted);
    }

    private async Task<Outcome<string>> RedeemForCodeAsync(VerifyBody body, HttpContext context) =>
        limits.Verify(context.Connection.RemoteIpAddress) is { } tooMany ? tooMany
        : await mail.RedeemForCodeAsync(
            OneTimeToken.HashOf(body.TokenHash!), MailPurposes.OfName(body.Type), context.RequestAborted);

    private async Task<Outcome<string>> FindHashAsync(
        VerifyBody body, MailPurpose[] purposes, CancellationToken cancellationToken)
    {
        switch (body)
        {
            case { TokenHash: { Length: > 0 } link }:
                return OneTimeToken.HashOf(link);

            case { Token: { Length: > 0 } code, Email: { } given } when EmailAddress.Normalize(given) is { } email:
                return limits.Code(email) is { } tooMany ? tooMany
                    : await mail.FindByCodeAsync(email, code, purposes, cancellationToken) is { } hash ? hash
                    : AuthErrors.OtpExpired;

            default:
                return AuthErrors.Validation("Verify requires a token hash, or an email address and a token");
        }
    }
}
