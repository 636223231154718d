using Npgsql;

namespace PortalChat.Auth.Embedded.Users;

/// <summary>The statements on <c>auth.users</c> and <c>auth.identities</c>, to be put together in batches.</summary>
internal static class UserCommands
{
    // Empty token columns are '' and not null: Supabase Auth cannot read rows where they are null.
    private const string InsertUser =
        """
        insert into auth.users (
          instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, confirmation_token, recovery_token,
          email_change_token_new, email_change, raw_app_meta_data, raw_user_meta_data, banned_until, is_anonymous,
          is_sso_user, created_at, updated_at)
        values (
          '00000000-0000-0000-0000-000000000000', $1, 'authenticated', 'authenticated', $2::text, $3,
          case when $4 then now() end, '', '', '', '',
          (case when $2::text is null then '{}' else '{"provider":"email","providers":["email"]}' end)::jsonb || $5,
          $6::jsonb || case when $2::text is null then '{}'::jsonb else jsonb_build_object(
            'sub', $1::text, 'email', $2::text, 'email_verified', $4::boolean, 'phone_verified', false) end,
          case when $7::interval is not null then now() + $7 end, $2::text is null, $8, now(), now())
        """;

    private const string InsertEmailIdentity =
        """
        insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
        values ($1::text, $1::uuid, jsonb_build_object(
          'sub', $1::text, 'email', $2::text, 'email_verified', $3::boolean, 'phone_verified', false),
          'email', now(), now(), now())
        """;

    public static NpgsqlBatchCommand ById(Guid id) => new(
        $"select {UserReader.Columns} from auth.users as u where u.id = $1")
    {
        Parameters = { Parameter.Of(id) },
    };

    /// <summary>With one more column: whether the session is there. A token without one has none to lose.</summary>
    public static NpgsqlBatchCommand OfToken(Guid id, Guid? sessionId) => new(
        $"""
        select {UserReader.Columns},
          $2::uuid is null or exists (select from auth.sessions as s where s.id = $2::uuid and s.user_id = u.id)
        from auth.users as u where u.id = $1 and {UserReader.NotDeleted}
        """)
    {
        Parameters = { Parameter.Of(id), Parameter.Of(sessionId?.ToString()) },
    };

    public static NpgsqlBatchCommand Count() => new("select count(*) from auth.users");

    /// <param name="page">From 1.</param>
    /// <param name="perPage">How many on one page.</param>
    public static NpgsqlBatchCommand Page(int page, int perPage) => new(
        $"""
        select {UserReader.Columns} from auth.users as u order by u.created_at desc, u.id limit $1 offset ($2::bigint - 1) * $1
        """)
    {
        Parameters = { Parameter.Of(perPage), Parameter.Of(page) },
    };

    /// <summary>SSO accounts may share an address with a password account; they never sign in by password.</summary>
    public static NpgsqlBatchCommand ByEmail(string email) => new(
        $"""
        select {UserReader.Columns} from auth.users as u
        where u.email = $1 and u.is_sso_user = false and {UserReader.NotDeleted}
        """)
    {
        Parameters = { Parameter.Of(email) },
    };

    public static IEnumerable<NpgsqlBatchCommand> Insert(NewUser user)
    {
        yield return new NpgsqlBatchCommand(InsertUser)
        {
            Parameters =
            {
                Parameter.Of(user.Id), Parameter.Of(user.Email), Parameter.Of(user.PasswordHash),
                Parameter.Of(user.EmailConfirmed), Parameter.Json(user.AppMetadata), Parameter.Json(user.UserMetadata),
                Parameter.Of(user.BannedFor), Parameter.Of(user.SharesItsAddress),
            },
        };
        if (user.Email is { } email)
        {
            yield return new NpgsqlBatchCommand(InsertEmailIdentity)
            {
                Parameters = { Parameter.Of(user.Id), Parameter.Of(email), Parameter.Of(user.EmailConfirmed) },
            };
        }
    }
}
