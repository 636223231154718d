using Npgsql;
using PortalChat.Auth.Embedded.Mail;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Pkce;

/// <summary>The statements on <c>auth.flow_state</c>.</summary>
internal static class FlowCommands
{
    /// <summary>Remembers a challenge beside the token of the mail, if that was put.</summary>
    public static NpgsqlBatchCommand Put(Guid userId, MailPurpose purpose, CodeChallenge challenge, string tokenHash)
    {
        const string sql =
            """
            insert into auth.flow_state (
              id, user_id, auth_code, code_challenge_method, code_challenge, provider_type, authentication_method,
              created_at, updated_at)
            select gen_random_uuid(), $1, gen_random_uuid()::text, $2::auth.code_challenge_method, $3, 'email', $4, now(), now()
            from auth.one_time_tokens where token_hash = $5
            """;
        return new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                Parameter.Of(userId), Parameter.Of(challenge.Method), Parameter.Of(challenge.Value),
                Parameter.Of(purpose.Name()), Parameter.Of(tokenHash),
            },
        };
    }

    /// <summary>The code for a link that was followed: the newest flow of that kind gives it, once.</summary>
    public static NpgsqlBatchCommand Issue(Guid userId, IEnumerable<MailPurpose> purposes)
    {
        const string sql =
            """
            update auth.flow_state set auth_code_issued_at = now(), updated_at = now()
            where id = (
              select f.id from auth.flow_state as f
              where f.user_id = $1 and f.authentication_method = any($2) and f.auth_code_issued_at is null
              order by f.created_at desc limit 1)
            returning auth_code
            """;
        return new NpgsqlBatchCommand(sql)
        {
            Parameters = { Parameter.Of(userId), Parameter.Of([.. purposes.Select(purpose => purpose.Name())]) },
        };
    }

    /// <summary>Takes a code out of the world, with whose it is and what it asks for.</summary>
    public static NpgsqlBatchCommand Take(string code, TimeSpan lifetime)
    {
        const string sql =
            """
            delete from auth.flow_state where auth_code = $1 and auth_code_issued_at is not null
            returning user_id, code_challenge_method::text, code_challenge, auth_code_issued_at <= now() - $2::interval
            """;
        return new NpgsqlBatchCommand(sql) { Parameters = { Parameter.Of(code), Parameter.Of((TimeSpan?)lifetime) } };
    }

    /// <summary>Forgets what nobody came back for.</summary>
    public static NpgsqlBatchCommand Prune(Guid userId) => new(
        "delete from auth.flow_state where user_id = $1 and created_at < now() - interval '1 day'")
    {
        Parameters = { Parameter.Of(userId) },
    };
}
