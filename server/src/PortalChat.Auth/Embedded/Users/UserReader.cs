using Npgsql;

namespace PortalChat.Auth.Embedded.Users;

/// <summary>Reads users as <see cref="Columns"/> select them.</summary>
internal static class UserReader
{
    // Soft-deleted users stay for the records that name them; as accounts they are gone.
    public const string NotDeleted = "u.deleted_at is null";

    public const string Columns =
        """
        u.id, coalesce(u.aud, 'authenticated'), coalesce(u.role, 'authenticated'), u.email, u.phone, u.encrypted_password,
        coalesce(u.raw_app_meta_data, '{}')::text, coalesce(u.raw_user_meta_data, '{}')::text,
        coalesce((
          select json_agg(json_build_object(
            'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
            'provider', i.provider,
            'last_sign_in_at', to_char(i.last_sign_in_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'created_at', to_char(i.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'updated_at', to_char(i.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'email', i.email) order by i.created_at, i.id)
          from auth.identities as i where i.user_id = u.id), '[]')::text,
        u.email_confirmed_at, u.phone_confirmed_at, u.confirmed_at, u.confirmation_sent_at, u.recovery_sent_at,
        u.invited_at, u.email_change, u.email_change_sent_at, u.last_sign_in_at,
        coalesce(u.created_at, 'epoch'), coalesce(u.updated_at, 'epoch'), u.banned_until, u.deleted_at, u.is_anonymous,
        coalesce(u.banned_until > now(), false)
        """;

    public const int ColumnCount = 24;

    /// <summary>The user in the current row.</summary>
    public static User Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Audience = row.GetString(1),
        Role = row.GetString(2),
        Email = Text(row, 3),
        Phone = Text(row, 4),
        PasswordHash = Text(row, 5),
        AppMetadata = row.GetString(6),
        UserMetadata = row.GetString(7),
        Identities = row.GetString(8),
        EmailConfirmedAt = Time(row, 9),
        PhoneConfirmedAt = Time(row, 10),
        ConfirmedAt = Time(row, 11),
        ConfirmationSentAt = Time(row, 12),
        RecoverySentAt = Time(row, 13),
        InvitedAt = Time(row, 14),
        NewEmail = Text(row, 15),
        EmailChangeSentAt = Time(row, 16),
        LastSignInAt = Time(row, 17),
        CreatedAt = row.GetDateTime(18),
        UpdatedAt = row.GetDateTime(19),
        BannedUntil = Time(row, 20),
        DeletedAt = Time(row, 21),
        IsAnonymous = row.GetBoolean(22),
        IsBanned = row.GetBoolean(23),
    };

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) || row.GetString(column) is "" ? null : row.GetString(column);

    private static DateTime? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);
}
