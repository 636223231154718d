using System.Collections.Concurrent;
using Npgsql;

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

    public async ValueTask PrepareAsync(
        NpgsqlConnection connection,
        NpgsqlBatch batch,
        int first,
        Func<NpgsqlBatch> prologue,
        CancellationToken cancellationToken)
    {
        if (!AllHot(batch, first))
            return;
        var known = KnownOf(connection.ProcessID);
        var isKnown = true;
        for (var place = first; place < batch.BatchCommands.Count; place++)
            isKnown &= known.ContainsKey(batch.BatchCommands[place].CommandText);
        if (isKnown && await FindPreparedAsync(batch, cancellationToken))
            return;

        RoundTrip.Count("prepare", trips: 3);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var becomeCaller = prologue())
            await becomeCaller.ExecuteNonQueryAsync(cancellationToken);
        await batch.PrepareAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        for (var place = first; place < batch.BatchCommands.Count; place++)
            known[batch.BatchCommands[place].CommandText] = true;
    }

    /// <summary>Without a round trip, unless the backend is a new one that happens to have an old one's number.</summary>
    private static async ValueTask<bool> FindPreparedAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await batch.PrepareAsync(cancellationToken);
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    private bool AllHot(NpgsqlBatch batch, int first)
    {
        var all = true;
        for (var place = first; place < batch.BatchCommands.Count; place++)
            all &= _hot.IsHot(batch.BatchCommands[place].CommandText);
        return all;
    }

    private ConcurrentDictionary<string, bool> KnownOf(int backend)
    {
        if (_prepared.Count > MostBackends)
            _prepared.Clear();
        return _prepared.GetOrAdd(backend, _ => new ConcurrentDictionary<string, bool>(StringComparer.Ordinal));
    }
}
