using static Microsoft.AspNetCore.Http.StatusCodes;

namespace PortalChat.Auth.Embedded.Errors;

/// <summary>Every refusal of the auth server, with Supabase Auth's statuses, codes and words.</summary>
internal static class AuthErrors
{
    public static AuthError BadJson { get; } = new(
        Status400BadRequest, "bad_json", "Could not parse request body as JSON");

    public static AuthError BodyTooLarge { get; } = new(
        Status413PayloadTooLarge, "bad_json", "The request body is too large");

    public static AuthError InvalidEmail { get; } = new(
        Status400BadRequest, "validation_failed", "Unable to validate email address: invalid format");

    public static AuthError UnsupportedGrant { get; } = new(
        Status400BadRequest, "invalid_credentials", "unsupported_grant_type");

    public static AuthError InvalidCredentials { get; } = new(
        Status400BadRequest, "invalid_credentials", "Invalid login credentials");

    public static AuthError EmailNotConfirmed { get; } = new(
        Status400BadRequest, "email_not_confirmed", "Email not confirmed");

    public static AuthError UserBanned { get; } = new(Status400BadRequest, "user_banned", "User is banned");

    /// <summary>The same where a bearer token shows who it is.</summary>
    public static AuthError BearerBanned { get; } = new(Status403Forbidden, "user_banned", "User is banned");

    public static AuthError RefreshTokenNotFound { get; } = new(
        Status400BadRequest, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");

    public static AuthError RefreshTokenAlreadyUsed { get; } = new(
        Status400BadRequest, "refresh_token_already_used", "Invalid Refresh Token: Already Used");

    public static AuthError RefreshOfBannedUser { get; } = new(
        Status400BadRequest, "user_banned", "Invalid Refresh Token: User Banned");

    public static AuthError SessionExpired { get; } = new(
        Status400BadRequest, "session_expired", "Invalid Refresh Token: Session Expired");

    public static AuthError NoAuthorization { get; } = new(
        Status401Unauthorized, "no_authorization", "This endpoint requires a valid Bearer token");

    public static AuthError MissingSubject { get; } = new(
        Status403Forbidden, "bad_jwt", "invalid claim: missing sub claim");

    public static AuthError SessionNotFound { get; } = new(
        Status403Forbidden, "session_not_found", "Session from session_id claim in JWT does not exist");

    public static AuthError UserOfTokenNotFound { get; } = new(
        Status403Forbidden, "user_not_found", "User from sub claim in JWT does not exist");

    public static AuthError NotAdmin { get; } = new(Status403Forbidden, "not_admin", "User not allowed");

    public static AuthError AppMetadataNeedsAdmin { get; } = new(
        Status403Forbidden, "not_admin", "Updating app_metadata requires admin privileges");

    public static AuthError UserNotFound { get; } = new(Status404NotFound, "user_not_found", "User not found");

    public static AuthError UserAlreadyExists { get; } = new(
        Status422UnprocessableEntity, "user_already_exists", "User already registered");

    public static AuthError EmailExists { get; } = new(
        Status422UnprocessableEntity, "email_exists", "A user with this email address has already been registered");

    public static AuthError IdExists { get; } = new(Status409Conflict, "conflict", "A user with this id exists already");

    public static AuthError UserIsReferenced { get; } = new(
        Status409Conflict, "conflict", "Other records name this user; delete them first, or delete the user softly");

    public static AuthError SignUpDisabled { get; } = new(
        Status422UnprocessableEntity, "signup_disabled", "Signups not allowed for this instance");

    public static AuthError AnonymousDisabled { get; } = new(
        Status422UnprocessableEntity, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");

    public static AuthError PhoneDisabled { get; } = new(
        Status400BadRequest, "phone_provider_disabled", "Phone logins are disabled");

    /// <summary>The same for codes by text message.</summary>
    public static AuthError PhoneOtpDisabled { get; } = new(
        Status400BadRequest, "phone_provider_disabled", "Unsupported phone provider");

    public static AuthError SamePassword { get; } = new(
        Status422UnprocessableEntity, "same_password", "New password should be different from the old password.");

    public static AuthError NoAddress { get; } = new(
        Status422UnprocessableEntity, "validation_failed",
        "Reauthentication requires the user to have an email or a phone number");

    public static AuthError AddressNotConfirmed { get; } = new(
        Status422UnprocessableEntity, "email_not_confirmed", "Please verify your email first.");

    public static AuthError ReauthenticationNeeded { get; } = new(
        Status400BadRequest, "reauthentication_needed", "Password update requires reauthentication");

    public static AuthError ReauthenticationNotValid { get; } = new(
        Status422UnprocessableEntity, "reauthentication_not_valid", "Nonce has expired or is invalid");

    public static AuthError ProviderDisabled { get; } = new(
        Status400BadRequest, "validation_failed", "Unsupported provider: provider is not enabled");

    public static AuthError IdTokenDisabled { get; } = new(
        Status400BadRequest, "provider_disabled", "Provider is not enabled");

    public static AuthError Web3Disabled { get; } = new(
        Status422UnprocessableEntity, "web3_provider_disabled", "Web3 provider is disabled");

    public static AuthError NoOAuthState { get; } = new(
        Status400BadRequest, "bad_oauth_callback", "OAuth state parameter missing");

    public static AuthError SamlDisabled { get; } = new(
        Status404NotFound, "saml_provider_disabled", "SAML 2.0 is disabled");

    public static AuthError ManualLinkingDisabled { get; } = new(
        Status404NotFound, "manual_linking_disabled", "Manual linking is disabled");

    public static AuthError NotForAnonymous { get; } = new(
        Status403Forbidden, "no_authorization", "Anonymous user not allowed to perform these actions");

    public static AuthError FactorNotFound { get; } = new(
        Status404NotFound, "mfa_factor_not_found", "Factor not found");

    public static AuthError FactorIdIsNoUuid { get; } = new(
        Status404NotFound, "validation_failed", "factor_id must be an UUID");

    public static AuthError NoSuchEndpoint { get; } = new(
        Status404NotFound, "not_found", "This server has no such endpoint");

    public static AuthError OtpExpired { get; } = new(
        Status403Forbidden, "otp_expired", "Token has expired or is invalid");

    public static AuthError FlowNotFound { get; } = new(
        Status404NotFound, "flow_state_not_found", "invalid flow state, no valid flow state found");

    public static AuthError FlowExpired { get; } = new(
        Status403Forbidden, "flow_state_expired", "invalid flow state, flow state has expired");

    public static AuthError BadCodeVerifier { get; } = new(
        Status400BadRequest, "bad_code_verifier", "code challenge does not match previously saved code verifier");

    public static AuthError NoMail { get; } = new(
        Status422UnprocessableEntity, "email_provider_disabled", "This server sends no mail");

    public static AuthError OtpDisabled { get; } = new(
        Status422UnprocessableEntity, "otp_disabled", "Signups not allowed for otp");

    public static AuthError Unexpected { get; } = new(
        Status500InternalServerError, "unexpected_failure",
        "Unexpected failure, please check server logs for more information");

    /// <summary>503, for which clients keep their session and try again.</summary>
    public static AuthError DatabaseUnavailable { get; } = new(
        Status503ServiceUnavailable, "unexpected_failure", "The database does not answer, try again later");

    public static AuthError FactorTypeDisabled(string type, string name) => new(
        Status422UnprocessableEntity, $"mfa_{type}_enroll_not_enabled", $"MFA enroll is disabled for {name}");

    public static AuthError Validation(string message) => new(Status400BadRequest, "validation_failed", message);

    public static AuthError BadJwt(string reason) => new(
        Status403Forbidden, "bad_jwt", $"invalid JWT: unable to parse or verify signature, {reason}");

    public static AuthError WeakPassword(int minLength) => new(
        Status422UnprocessableEntity, "weak_password", $"Password should be at least {minLength} characters.")
    {
        WeakPasswordReasons = ["length"],
    };

    public static AuthError TooManyMails(TimeSpan interval) => new(
        Status429TooManyRequests, "over_email_send_rate_limit",
        $"For security purposes, you can only request this after {interval.TotalSeconds:0} seconds.")
    {
        RetryAfter = interval,
    };

    public static AuthError TooManyRequests(TimeSpan? retryAfter) => new(
        Status429TooManyRequests, "over_request_rate_limit", "Request rate limit reached")
    {
        RetryAfter = retryAfter,
    };
}
