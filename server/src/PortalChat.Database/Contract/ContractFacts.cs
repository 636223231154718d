using System.Collections.Frozen;
using System.Reflection;
using Npgsql;

namespace PortalChat.Database.Contract;

/// <summary>
/// The contract as a database states it: tables, columns, types, enums, constraints, row-level security, policies,
/// grants, triggers, functions, publication. Each fact is a line "subject: fact".
/// </summary>
public sealed class ContractFacts
{
    private readonly FrozenDictionary<string, string> _facts;

    private ContractFacts(IEnumerable<KeyValuePair<string, string>> facts) =>
        _facts = facts.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the migrations of this build make; kept in <c>contract.txt</c>, which a test compares with them.</summary>
    public static ContractFacts Expected { get; } = new(
        Resource("contract.txt")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2))
            .Select(parts => KeyValuePair.Create(parts[0], parts[1])));

    /// <summary>Asks a database, in one round trip.</summary>
    public static async Task<ContractFacts> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // An empty search path makes Postgres qualify every name that it prints.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("select set_config('search_path', '', true)"),
                new NpgsqlBatchCommand(Resource("facts.sql")),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        List<KeyValuePair<string, string>> facts = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var fact = string.Join(' ', reader.GetString(1).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            facts.Add(KeyValuePair.Create(reader.GetString(0), fact));
        }

        return new ContractFacts(facts);
    }

    /// <summary>
    /// Where this database differs from <paramref name="expected"/>, each in a line that says what is there and what
    /// should be. Empty where it does not. What others added beside the contract is no difference, except where it
    /// changes what the contract means: a column, a policy, a grant.
    /// </summary>
    public IReadOnlyList<string> DifferencesFrom(ContractFacts expected)
    {
        var wrong = expected._facts
            .Where(should => _facts.GetValueOrDefault(should.Key) != should.Value)
            .Select(should => _facts.TryGetValue(should.Key, out var there)
                ? $"{should.Key} is {there}; should be {should.Value}"
                : $"{should.Key} is missing; should be {should.Value}");
        var added = _facts
            .Where(there => !expected._facts.ContainsKey(there.Key) && Changes(there.Key))
            .Select(there => $"{there.Key} is {there.Value}; should not be there");
        return [.. wrong.Concat(added).Order(StringComparer.Ordinal)];
    }

    /// <summary>All facts, sorted, in the form of <c>contract.txt</c>.</summary>
    public override string ToString() => string.Concat(
        _facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key}: {fact.Value}\n"));

    private static bool Changes(string subject) =>
        subject.StartsWith("column ", StringComparison.Ordinal)
        || subject.StartsWith("policy public.", StringComparison.Ordinal)
        || subject.StartsWith("grant ", StringComparison.Ordinal);

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"contract.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
