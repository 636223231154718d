using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using PortalChat.Rest.Errors;

namespace PortalChat.Rest.Sql;

/// <summary>
/// Undoes a write inside its own statement when it touched the wrong number of rows: the statement then casts a text
/// that is no number, Postgres refuses, and the refusal names the guard. One round trip, and nothing was changed.
/// </summary>
internal static class Guard
{
    /// <summary>Unknown outside this process, so that no value in a request can look like a guard.</summary>
    private static readonly string Token = "guard-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private static readonly string Singular = Token + ":one:";
    private static readonly string AtMost = Token + ":max:";

    public static void WriteSingular(SqlText sql) =>
        sql.Append("case when count(*) <> 1 then (").Text(Singular).Append(" || count(*)::text)::int end");

    public static void WriteAtMost(SqlText sql, string rows, long most)
    {
        sql.Append("case when ").Append(rows).Append(" > ").Long(most).Append(" then (").Text(AtMost);
        sql.Append(" || ").Append(rows).Append("::text)::int end");
    }

    /// <summary>What the guard found, or null if the refusal is no guard's.</summary>
    public static RestError? Read(PostgresException refused)
    {
        if (refused.SqlState != PostgresErrorCodes.InvalidTextRepresentation)
            return null;
        return Count(refused.MessageText, Singular) is { } rows ? RequestErrors.NotSingular(rows)
            : Count(refused.MessageText, AtMost) is { } affected ? RequestErrors.MaxAffected(affected)
            : null;
    }

    private static long? Count(string message, string guard)
    {
        var start = message.IndexOf(guard, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var digits = message.AsSpan(start + guard.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return long.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
