using System.Collections.Concurrent;
using Npgsql;
using PortalChat.Auth.Callers;

namespace PortalChat.Database.Sessions;

/// <summary>
/// Prepares hot statements, once per connection, under the caller's role: parsing looks tables up, and the login role
/// by itself may not even see their schema.
/// <para>
/// Npgsql could do this by itself (Max Auto Prepare), but it keeps a statement that failed on the very use that
/// prepared it as prepared and then misreads the next result on that connection (npgsql#6391). Refusals are everyday
/// business here, so auto-prepare has to stay off.
/// </para>
/// </summary>
internal sealed class StatementPreparer
{
    /// <summary>More backends than any pool has at a time: what is gone by now can be forgotten.</summary>
    private const int MostBackends = 1000;

    private readonly HotStatements _hot = new();
    private readonly ConcurrentDictionary<int, ConcurrentDictionary<string, bool>> _prepared = new();

    /// <summary>Whether all of them are worth preparing; counts a use of each.</summary>
    public bool AreHot(IReadOnlyList<NpgsqlBatchCommand> statements)
    {
        var all = true;
        foreach (var statement in statements)
            all &= _hot.IsHot(statement.CommandText);
        return all;
    }

    /// <param name="connection">On which they will run.</param>
    /// <param name="batch">What will run, with the statements in it.</param>
    /// <param name="statements">The batch's, without those that set the session.</param>
    /// <param name="caller">Who may see what they name.</param>
    /// <param name="settings">His session's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask PrepareAsync(
        NpgsqlConnection connection,
        NpgsqlBatch batch,
        IReadOnlyList<NpgsqlBatchCommand> statements,
        Caller caller,
        SessionSettings settings,
        CancellationToken cancellationToken)
    {
        var known = KnownOf(connection.ProcessID);
        if (statements.All(statement => known.ContainsKey(statement.CommandText)) && await FindPreparedAsync(batch, cancellationToken))
            return;

        RoundTrip.Count("prepare", trips: 3);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var becomeCaller = new NpgsqlBatch(connection))
        {
            CallerPrologue.Add(becomeCaller, caller, settings);
            await becomeCaller.ExecuteNonQueryAsync(cancellationToken);
        }

        await batch.PrepareAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        foreach (var statement in statements)
            known[statement.CommandText] = true;
    }

    /// <summary>Without a round trip, unless the backend is a new one that happens to have an old one's number.</summary>
    private static async ValueTask<bool> FindPreparedAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await batch.PrepareAsync(cancellationToken);
            return true;
        }
        catch (PostgresException refused) when (!CallerSessions.IsLost(refused))
        {
            return false;
        }
    }

    private ConcurrentDictionary<string, bool> KnownOf(int backend)
    {
        if (_prepared.Count > MostBackends)
            _prepared.Clear();
        return _prepared.GetOrAdd(backend, _ => new ConcurrentDictionary<string, bool>(StringComparer.Ordinal));
    }
}
