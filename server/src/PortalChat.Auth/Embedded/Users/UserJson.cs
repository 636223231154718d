using System.Text.Json;

namespace PortalChat.Auth.Embedded.Users;

/// <summary>A user as clients see him: himself, or the operator's jobs.</summary>
internal static class UserJson
{
    /// <param name="json">Where to.</param>
    /// <param name="user">Who.</param>
    /// <param name="more">Writes further members beside his.</param>
    public static void WriteUser(this Utf8JsonWriter json, User user, Action? more = null)
    {
        json.WriteStartObject();
        json.WriteString("id", user.Id);
        json.WriteString("aud", user.Audience);
        json.WriteString("role", user.Role);
        json.WriteString("email", user.Email ?? "");
        json.WriteTime("email_confirmed_at", user.EmailConfirmedAt);
        json.WriteTime("invited_at", user.InvitedAt);
        json.WriteString("phone", user.Phone ?? "");
        json.WriteTime("phone_confirmed_at", user.PhoneConfirmedAt);
        json.WriteTime("confirmation_sent_at", user.ConfirmationSentAt);
        json.WriteTime("confirmed_at", user.ConfirmedAt);
        json.WriteTime("recovery_sent_at", user.RecoverySentAt);
        if (user.NewEmail is { } newEmail)
        {
            json.WriteString("new_email", newEmail);
        }

        json.WriteTime("email_change_sent_at", user.EmailChangeSentAt);
        json.WriteTime("last_sign_in_at", user.LastSignInAt);
        json.WriteRaw("app_metadata", user.AppMetadata);
        json.WriteRaw("user_metadata", user.UserMetadata);
        json.WriteRaw("identities", user.Identities);
        json.WriteTime("created_at", user.CreatedAt);
        json.WriteTime("updated_at", user.UpdatedAt);
        json.WriteTime("banned_until", user.BannedUntil);
        json.WriteTime("deleted_at", user.DeletedAt);
        json.WriteBoolean("is_anonymous", user.IsAnonymous);
        more?.Invoke();
        json.WriteEndObject();
    }

    /// <summary>Times that are not there are left out, as upstream leaves them out.</summary>
    private static void WriteTime(this Utf8JsonWriter json, string name, DateTime? time)
    {
        if (time is { } value)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>The database wrote it, so it is JSON.</summary>
    private static void WriteRaw(this Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value, skipInputValidation: true);
    }
}
