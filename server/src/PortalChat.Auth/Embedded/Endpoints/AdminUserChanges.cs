using System.Security.Cryptography;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Http;
using PortalChat.Auth.Embedded.Passwords;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Endpoints;

/// <summary>Reads what the operator wants of an account.</summary>
internal sealed class AdminUserChanges(PasswordHasher passwords, PasswordRules rules, EmbeddedAuthOptions options)
{
    public async Task<Outcome<NewUser>> ReadNewAsync(AdminUserBody body, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(body.Email))
        {
            return AuthErrors.Validation("Cannot create a user without either an email or phone");
        }

        var id = Guid.NewGuid();
        if (body.Id is not null && (!Guid.TryParseExact(body.Id, "D", out id) || id == Guid.Empty))
        {
            return AuthErrors.Validation("ID must conform to the uuid v4 format");
        }

        // Who gets no password here signs in by mail; until then nobody does.
        var password = body.Password is null or "" && body.PasswordHash is null or ""
            ? Convert.ToHexString(RandomNumberGenerator.GetBytes(32))
            : body.Password;
        return (await ReadChangeAsync(body with { Password = password }, cancellationToken)).Failed(out var error, out var change)
            ? error
            : new NewUser
            {
                Id = id,
                Email = change.Email,
                PasswordHash = change.PasswordHash,
                EmailConfirmed = body.EmailConfirm ?? false,
                UserMetadata = change.UserMetadata ?? "{}",
                AppMetadata = change.AppMetadata ?? "{}",
                BannedFor = change.Ban?.For,
            };
    }

    public async Task<Outcome<UserChange>> ReadChangeAsync(AdminUserBody body, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(body.Phone))
        {
            return AuthErrors.PhoneDisabled;
        }

        if (Metadata.Read(body.UserMetadata, "user_metadata", options, out var userMetadata) is { } badUserMetadata)
        {
            return badUserMetadata;
        }

        if (Metadata.Read(body.AppMetadata, "app_metadata", options, out var appMetadata) is { } badAppMetadata)
        {
            return badAppMetadata;
        }

        string? email = null;
        if (!string.IsNullOrEmpty(body.Email) && (email = EmailAddress.Normalize(body.Email)) is null)
        {
            return AuthErrors.InvalidEmail;
        }

        BanChange? ban = null;
        if (!string.IsNullOrEmpty(body.BanDuration) && (ban = BanDuration.Parse(body.BanDuration)) is null)
        {
            return AuthErrors.Validation("invalid format for ban duration");
        }

        if (!string.IsNullOrEmpty(body.Role) && !PostgresRoles.IsRequestRole(body.Role))
        {
            return AuthErrors.Validation("role is not one that requests may have");
        }

        var change = new UserChange
        {
            Email = email,
            ConfirmEmail = body.EmailConfirm ?? false,
            UserMetadata = userMetadata,
            AppMetadata = appMetadata,
            Ban = ban,
            Role = string.IsNullOrEmpty(body.Role) ? null : body.Role,
        };
        return await WithPasswordAsync(change, body, cancellationToken);
    }

    private async Task<Outcome<UserChange>> WithPasswordAsync(
        UserChange change, AdminUserBody body, CancellationToken cancellationToken)
    {
        switch (body)
        {
            case { Password.Length: > 0, PasswordHash.Length: > 0 }:
                return AuthErrors.Validation("Only a password or a password hash should be provided");

            case { PasswordHash: { Length: > 0 } given }:
                return PasswordHasher.IsHash(given)
                    ? change with { PasswordHash = given }
                    : AuthErrors.Validation("password_hash must be a bcrypt hash");

            case { Password: { Length: > 0 } password }:
                return rules.Refuse(password) is { } refusal ? refusal
                    : (await passwords.HashAsync(password, cancellationToken)).Failed(out var error, out var hash) ? error
                    : change with { PasswordHash = hash };

            default:
                return change;
        }
    }
}
