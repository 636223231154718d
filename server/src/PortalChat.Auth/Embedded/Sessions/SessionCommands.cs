using Npgsql;
using NpgsqlTypes;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Sessions;

/// <summary>The statements on <c>auth.sessions</c> and <c>auth.refresh_tokens</c>, to be put together in batches.</summary>
internal static class SessionCommands
{
    public const string MethodsOfSession =
        """
        coalesce((
          select json_agg(json_build_object(
            'method', m.authentication_method, 'timestamp', extract(epoch from m.updated_at)::bigint)
            order by m.updated_at desc)
          from auth.mfa_amr_claims as m where m.session_id = s.id), '[]')::text
        """;

    private const string InsertToken =
        """
        insert into auth.refresh_tokens (
          instance_id, token, user_id, revoked, created_at, updated_at, parent, session_id)
        """;

    /// <summary>
    /// Starts a session, unless the user is banned or deleted: then no row comes back.
    /// </summary>
    public static NpgsqlBatchCommand Start(
        Guid userId, Guid sessionId, string refreshToken, string method, ClientInfo client) =>
        Start(userId, "true", null, sessionId, refreshToken, method, client);

    /// <summary>Likewise, unless since the password was checked it was changed.</summary>
    public static NpgsqlBatchCommand StartByPassword(
        Guid userId, string? passwordHash, Guid sessionId, string refreshToken, string method, ClientInfo client) =>
        Start(
            userId, "nullif(u.encrypted_password, '') is not distinct from $2", passwordHash, sessionId, refreshToken,
            method, client);

    public static NpgsqlBatchCommand ById(Guid sessionId) => new(
        $"""
        select {UserReader.Columns}, {MethodsOfSession}
        from auth.sessions as s join auth.users as u on u.id = s.user_id
        where s.id = $1
        """)
    {
        Parameters = { Parameter.Of(sessionId) },
    };

    /// <summary>Whoever holds this lock is the only one to refresh or end the session.</summary>
    public static NpgsqlBatchCommand LockByToken(string refreshToken) => new(
        """
        select 1 from auth.refresh_tokens as t join auth.sessions as s on s.id = t.session_id
        where t.token = $1 for update of s
        """)
    {
        Parameters = { Parameter.Of(refreshToken) },
    };

    /// <summary>What <see cref="RefreshState"/> reads. A statement of its own, so that it sees what the lock waited for.</summary>
    public static NpgsqlBatchCommand StateByToken(string refreshToken, TimeSpan reuseInterval) => new(
        $"""
        select {UserReader.Columns}, {MethodsOfSession}, s.id, coalesce(s.not_after < now(), false),
          coalesce(t.revoked, false), clock_timestamp() - t.updated_at <= $2, a.token, coalesce(a.parent = t.token, false)
        from auth.refresh_tokens as t
        join auth.sessions as s on s.id = t.session_id
        join auth.users as u on u.id = s.user_id and {UserReader.NotDeleted}
        left join lateral (
          select r.token, r.parent from auth.refresh_tokens as r
          where r.session_id = s.id and r.revoked = false order by r.id desc limit 1
        ) as a on true
        where t.token = $1
        """)
    {
        Parameters = { Parameter.Of(refreshToken), Parameter.Of(reuseInterval) },
    };

    public static IEnumerable<NpgsqlBatchCommand> Rotate(
        Guid sessionId, Guid userId, string refreshToken, string next, ClientInfo client)
    {
        yield return new NpgsqlBatchCommand(
            "update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp() where token = $1")
        {
            Parameters = { Parameter.Of(refreshToken) },
        };
        yield return new NpgsqlBatchCommand(
            $"{InsertToken} values ('00000000-0000-0000-0000-000000000000', $1, $2, false, now(), now(), $3, $4)")
        {
            Parameters =
            {
                Parameter.Of(next), Parameter.Of(userId.ToString()), Parameter.Of(refreshToken), Parameter.Of(sessionId),
            },
        };
        yield return new NpgsqlBatchCommand(
            """
            update auth.sessions
            set refreshed_at = now() at time zone 'utc', updated_at = now(), user_agent = $2, ip = $3 where id = $1
            """)
        {
            Parameters = { Parameter.Of(sessionId), Parameter.Of(client.UserAgent), Address(client) },
        };

        // A session lives for months: without this it leaves a row for each of its hours.
        yield return new NpgsqlBatchCommand(
            """
            delete from auth.refresh_tokens
            where session_id = $1 and revoked and updated_at < now() - interval '24 hours' and token <> $2
            """)
        {
            Parameters = { Parameter.Of(sessionId), Parameter.Of(refreshToken) },
        };
    }

    public static NpgsqlBatchCommand RevokeFamily(Guid sessionId) => new(
        "update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp() where session_id = $1 and not revoked")
    {
        Parameters = { Parameter.Of(sessionId) },
    };

    public static NpgsqlBatchCommand End(Guid userId, Guid? sessionId, SignOutScope scope) => scope switch
    {
        SignOutScope.Global => new NpgsqlBatchCommand("delete from auth.sessions where user_id = $1")
        {
            Parameters = { Parameter.Of(userId) },
        },
        _ => new NpgsqlBatchCommand(
            "delete from auth.sessions where user_id = $1 and (id is not distinct from $2::uuid) = $3")
        {
            Parameters =
            {
                Parameter.Of(userId), Parameter.Of(sessionId?.ToString()), Parameter.Of(scope == SignOutScope.Local),
            },
        },
    };

    private static NpgsqlBatchCommand Start(
        Guid userId,
        string condition,
        string? passwordHash,
        Guid sessionId,
        string refreshToken,
        string method,
        ClientInfo client)
    {
        var sql =
            $"""
            with person as (
              update auth.users as u set last_sign_in_at = now(), updated_at = now()
              where u.id = $1 and {condition}
                and u.deleted_at is null and coalesce(u.banned_until <= now(), true)
              returning u.id
            ), session as (
              insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)
              select $3, p.id, now(), now(), 'aal1', $4, $5 from person as p returning id, user_id
            ), method as (
              insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)
              select gen_random_uuid(), s.id, now(), now(), $6 from session as s
            )
            {InsertToken}
            select '00000000-0000-0000-0000-000000000000', $7, s.user_id, false, now(), now(), null, s.id from session as s
            returning session_id
            """;
        return new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                Parameter.Of(userId), Parameter.Of(passwordHash), Parameter.Of(sessionId), Parameter.Of(client.UserAgent),
                Address(client), Parameter.Of(method), Parameter.Of(refreshToken),
            },
        };
    }

    private static NpgsqlParameter Address(ClientInfo client) =>
        new() { Value = (object?)client.Address ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Inet };
}
