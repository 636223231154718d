using Npgsql;

namespace PortalChat.Database.Sessions;

/// <summary>
/// Npgsql 10 takes a statement for prepared once Postgres has parsed it. Where the values are then refused before it runs
/// (no permission for the table, a value that is none of its type), Npgsql never learns what rows it gives, and the
/// next one who runs it on that connection gets an exception for rows that nobody told it of (npgsql#6391). So after such
/// a refusal the connection forgets its prepared statements.
/// </summary>
internal static class PreparedStatements
{
    /// <summary>Costs one round trip, which Npgsql makes synchronously. Not to be called inside of a transaction that has failed.</summary>
    public static void ForgetAfter(NpgsqlConnection connection, PostgresException refusal)
    {
        if (CanComeBeforeRows(refusal.SqlState) && connection.FullState == System.Data.ConnectionState.Open)
        {
            connection.UnprepareAll();
        }
    }

    /// <summary>What triggers and functions raise, and what constraints refuse, comes once the statement runs.</summary>
    private static bool CanComeBeforeRows(string code) =>
        !code.StartsWith("PT", StringComparison.Ordinal)
        && !code.StartsWith("P0", StringComparison.Ordinal)
        && !code.StartsWith("23", StringComparison.Ordinal);
}
