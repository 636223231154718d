using Npgsql;

namespace PortalChat.Auth.Embedded.Users;

/// <summary>The statements that change or end an account.</summary>
internal static class UserChangeCommands
{
    // The row is locked before the metadata is merged: of two merges at once, neither is lost.
    private const string UpdateUser =
        """
        with merged as (
          select u.id,
            (coalesce(u.raw_user_meta_data, '{}') || coalesce($2, '{}')
              || case when $4::text is not null and u.raw_user_meta_data ? 'email'
                   then jsonb_build_object('email', $4::text) else '{}' end)
              - array(select given.key from jsonb_each($2) as given where given.value = 'null') as user_metadata,
            (coalesce(u.raw_app_meta_data, '{}')
              || case when $4::text is not null and not coalesce(u.raw_app_meta_data, '{}') ? 'provider'
                   then '{"provider":"email","providers":["email"]}'::jsonb else '{}' end
              || coalesce($3, '{}'))
              - array(select given.key from jsonb_each($3) as given where given.value = 'null') as app_metadata
          from auth.users as u where u.id = $1 and u.deleted_at is null for no key update
        )
        update auth.users as u set
          raw_user_meta_data = m.user_metadata,
          raw_app_meta_data = m.app_metadata,
          email = coalesce($4, u.email),
          email_confirmed_at = case when $5 then coalesce(u.email_confirmed_at, now()) else u.email_confirmed_at end,
          is_anonymous = u.is_anonymous and $4::text is null,
          encrypted_password = coalesce($6, u.encrypted_password),
          role = coalesce($7, u.role),
          banned_until = case when $8 then now() + $9 else u.banned_until end,
          updated_at = now()
        from merged as m
        where u.id = m.id
          and ($2 is null or octet_length(m.user_metadata::text) <= $10)
          and ($3 is null or octet_length(m.app_metadata::text) <= $10)
        returning u.id
        """;

    private const string SetIdentityEmail =
        """
        insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
        select u.id::text, u.id, jsonb_build_object(
          'sub', u.id::text, 'email', $2::text, 'email_verified', u.email_confirmed_at is not null, 'phone_verified', false),
          'email', now(), now(), now()
        from auth.users as u where u.id = $1 and u.email = $2
        on conflict (provider_id, provider) do update
        set identity_data = identities.identity_data || jsonb_build_object('email', $2::text), updated_at = now()
        """;

    // What other records name stays as an empty row; the address is free again.
    private const string SoftDelete =
        """
        update auth.users set
          email = null, phone = null, encrypted_password = '', email_change = '', phone_change = '',
          confirmation_token = '', recovery_token = '', email_change_token_new = '', email_change_token_current = '',
          reauthentication_token = '', raw_user_meta_data = '{}', raw_app_meta_data = '{}',
          deleted_at = now(), updated_at = now()
        where id = $1 and deleted_at is null
        """;

    public static NpgsqlBatchCommand Update(Guid id, UserChange change, int maxMetadataBytes) => new(UpdateUser)
    {
        Parameters =
        {
            Parameter.Of(id), Parameter.Json(change.UserMetadata), Parameter.Json(change.AppMetadata),
            Parameter.Of(change.Email), Parameter.Of(change.ConfirmEmail), Parameter.Of(change.PasswordHash),
            Parameter.Of(change.Role), Parameter.Of(change.Ban is not null), Parameter.Of(change.Ban?.For),
            Parameter.Of(maxMetadataBytes),
        },
    };

    public static NpgsqlBatchCommand IdentityEmail(Guid id, string email) => new(SetIdentityEmail)
    {
        Parameters = { Parameter.Of(id), Parameter.Of(email) },
    };

    public static NpgsqlBatchCommand ConfirmedIdentity(Guid id, string email) => new(
        """
        insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
        values ($1::text, $1::uuid, jsonb_build_object(
          'sub', $1::text, 'email', $2::text, 'email_verified', true, 'phone_verified', false), 'email', now(), now(), now())
        on conflict (provider_id, provider) do update
        set identity_data = identities.identity_data || jsonb_build_object('email', $2::text, 'email_verified', true),
          updated_at = now()
        """)
    {
        Parameters = { Parameter.Of(id), Parameter.Of(email) },
    };

    public static NpgsqlBatchCommand ForgetEmailChange(Guid id) => new(
        "update auth.users set email_change = '' where id = $1")
    {
        Parameters = { Parameter.Of(id) },
    };

    public static IEnumerable<NpgsqlBatchCommand> DeleteSoftly(Guid id)
    {
        foreach (var statement in new[]
        {
            SoftDelete,
            "delete from auth.identities where user_id = $1",
            "delete from auth.one_time_tokens where user_id = $1",
            "delete from auth.sessions where user_id = $1",
        })
        {
            yield return new NpgsqlBatchCommand(statement) { Parameters = { Parameter.Of(id) } };
        }
    }

    public static NpgsqlBatchCommand Delete(Guid id) => new("delete from auth.users where id = $1")
    {
        Parameters = { Parameter.Of(id) },
    };
}
