using Npgsql;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Mail;

/// <summary>The statements on <c>auth.one_time_tokens</c>, whose times are in UTC without saying so.</summary>
internal static class OneTimeTokenCommands
{
    /// <summary>
    /// Puts a token in place of the one before. No row comes back where that is younger than
    /// <paramref name="interval"/>: its mail has just been sent.
    /// </summary>
    public static NpgsqlBatchCommand Put(Guid userId, MailPurpose purpose, string hash, string email, TimeSpan interval)
    {
        var sql =
            $"""
            with token as (
              insert into auth.one_time_tokens as t (id, user_id, token_type, token_hash, relates_to, created_at, updated_at)
              values (gen_random_uuid(), $1, '{purpose.TokenType()}', $2, $3, now() at time zone 'utc', now() at time zone 'utc')
              on conflict (user_id, token_type) do update
              set token_hash = excluded.token_hash, relates_to = excluded.relates_to,
                created_at = excluded.created_at, updated_at = excluded.updated_at
              where t.created_at <= excluded.created_at - $4::interval
              returning user_id
            )
            update auth.users as u set {purpose.SentColumn()} = now(), updated_at = now(),
              email_change = {(purpose == MailPurpose.EmailChange ? "$3" : "u.email_change")}
            from token where u.id = token.user_id
            returning u.id
            """;
        return new NpgsqlBatchCommand(sql)
        {
            Parameters = { Parameter.Of(userId), Parameter.Of(hash), Parameter.Of(email), Parameter.Of((TimeSpan?)interval) },
        };
    }

    /// <summary>The hashes of what was sent to an address and has not run out.</summary>
    public static NpgsqlBatchCommand SentTo(string email, IEnumerable<MailPurpose> purposes, TimeSpan lifetime) => new(
        $"""
        select token_hash from auth.one_time_tokens
        where relates_to = $1 and token_type::text = any($2) and created_at > now() at time zone 'utc' - $3::interval
        """)
    {
        Parameters = { Parameter.Of(email), Types(purposes), Parameter.Of((TimeSpan?)lifetime) },
    };

    /// <summary>Takes a token out of the world: of two who redeem it at once, one gets the row.</summary>
    public static NpgsqlBatchCommand Redeem(string hash, IEnumerable<MailPurpose> purposes, TimeSpan lifetime) => new(
        """
        delete from auth.one_time_tokens
        where token_hash = $1 and token_type::text = any($2) and created_at > now() at time zone 'utc' - $3::interval
        returning user_id, token_type::text, relates_to
        """)
    {
        Parameters = { Parameter.Of(hash), Types(purposes), Parameter.Of((TimeSpan?)lifetime) },
    };

    private static NpgsqlParameter Types(IEnumerable<MailPurpose> purposes) =>
        Parameter.Of([.. purposes.Select(purpose => purpose.TokenType())]);
}
