using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary>
/// What this server does not have, refused as Supabase Auth refuses it where it is turned off: clients know these codes,
/// and an endpoint that is not there would look like a wrong address.
/// </summary>
internal sealed class AbsentEndpoints(Bearers bearers, UserStore users)
{
    public static IResult OAuthCallback() => new ErrorResult(AuthErrors.NoOAuthState);

    public static IResult SingleSignOn() => new ErrorResult(AuthErrors.SamlDisabled);

    public static IResult SingleSignOnProviders() => new JsonResult(StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Linking and unlinking of identities; those that one has are in <c>GET /user</c>.</summary>
    public Task<IResult> IdentitiesAsync(HttpContext context) =>
        RefusePersonAsync(context, _ => AuthErrors.ManualLinkingDisabled);

    public async Task<IResult> EnrollFactorAsync(HttpContext context) =>
        (await RequestBody.ReadAsync(context.Request, RequestJson.Default.EnrollFactorBody)).Failed(out var error, out var body)
            ? new ErrorResult(error)
            : await RefusePersonAsync(context, person => person.User.IsAnonymous ? AuthErrors.NotForAnonymous : EnrollError(body));

    public Task<IResult> FactorAsync(HttpContext context, string id) =>
        RefusePersonAsync(context, _ => FactorError(id));

    /// <summary>Nobody has a factor.</summary>
    public async Task<IResult> FactorsOfUserAsync(HttpContext context, string id) =>
        !Guid.TryParse(id, out var userId) || await users.FindAsync(userId, context.RequestAborted) is null
            ? new ErrorResult(AuthErrors.UserNotFound)
            : new JsonResult(StatusCodes.Status200OK, json =>
            {
                json.WriteStartArray();
                json.WriteEndArray();
            });

    public static IResult FactorOfUser(string factor) => new ErrorResult(FactorError(factor));

    private static AuthError EnrollError(EnrollFactorBody body) => body.FactorType switch
    {
        "totp" => AuthErrors.FactorTypeDisabled("totp", "TOTP"),
        "phone" => AuthErrors.FactorTypeDisabled("phone", "Phone"),
        "webauthn" => AuthErrors.FactorTypeDisabled("webauthn", "WebAuthn"),
        _ => AuthErrors.Validation("factor_type needs to be totp, phone, or webauthn"),
    };

    private static AuthError FactorError(string id) =>
        Guid.TryParse(id, out _) ? AuthErrors.FactorNotFound : AuthErrors.FactorIdIsNoUuid;

    private async Task<IResult> RefusePersonAsync(HttpContext context, Func<Person, AuthError> refusal) =>
        new ErrorResult((await bearers.PersonAsync(context)).Failed(out var error, out var person) ? error : refusal(person));
}
