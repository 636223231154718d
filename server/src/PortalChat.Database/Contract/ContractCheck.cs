using Npgsql;

namespace PortalChat.Database.Contract;

/// <summary>Holds a live database against the contract before the first socket opens.</summary>
public static class ContractCheck
{
    /// <exception cref="StartupException">They differ; the message lists the differences, a line each.</exception>
    public static async Task RunAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var live = await ContractFacts.ReadAsync(database, cancellationToken);
        var differences = live.DifferencesFrom(ContractFacts.Expected);
        if (differences.Count > 0)
        {
            throw new StartupException(
                "The database does not hold the chat contract of this version; apply supabase/migrations with "
                + $"`supabase db push`.\n{string.Join('\n', differences.Select(difference => $"  - {difference}"))}");
        }
    }
}
