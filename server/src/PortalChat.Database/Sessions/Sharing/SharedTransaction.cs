using Npgsql;

namespace PortalChat.Database.Sessions.Sharing;

/// <summary>
/// Runs several callers' writes in one transaction and one round trip, each under its own role, claims and policies. Between
/// two of them every setting of the session goes back to its default, so that nothing a trigger set for one is there for
/// the next. Where one is refused, Postgres undoes all, and each runs again by itself.
/// </summary>
internal sealed class SharedTransaction(WarmConnections connections, StatementPreparer preparer, RefusedCallers refused, string pool)
{
    /// <summary>
    /// Enough for the others at the same rows, who hold them for a transaction's length. Who waits longer shall not make
    /// others wait with him: he waits on by himself.
    /// </summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMilliseconds(100);

    private static long _transactions;
    private static long _writes;
    private static long _undone;

    // Observed, so that they are there to be watched before anything has happened.
    static SharedTransaction()
    {
        RoundTrip.Meter.CreateObservableCounter(
            "portalchat.database.shared_transactions",
            () => Interlocked.Read(ref _transactions),
            description: "Transactions for writes that may share one");
        RoundTrip.Meter.CreateObservableCounter(
            "portalchat.database.shared_writes", () => Interlocked.Read(ref _writes), description: "Writes in these transactions");
        RoundTrip.Meter.CreateObservableCounter(
            "portalchat.database.shared_transactions_undone",
            () => Interlocked.Read(ref _undone),
            description: "Those of them that one of the writes undid; each ran again by itself");
    }

    /// <summary>Ends each of them; never fails itself.</summary>
    public async Task RunAsync(IReadOnlyList<SharedWrite> writes)
    {
        Interlocked.Increment(ref _transactions);
        Interlocked.Add(ref _writes, writes.Count);
        try
        {
            await TryAsync(writes);
        }
        catch (PostgresException refusal) when (!CallerSessions.IsLost(refusal))
        {
            Undo(writes, refusal);
            return;
        }
        catch (Exception error)
        {
            if (error is NpgsqlException lost && CallerSessions.IsLost(lost))
                connections.Clear();
            foreach (var write in writes)
                write.Failed(error);
            return;
        }

        foreach (var write in writes)
            write.Committed();
    }

    private async Task TryAsync(IReadOnlyList<SharedWrite> writes)
    {
        using var open = OpenSession.Start(pool);
        using var place = connections.Take();
        await using var connection = await place.OpenAsync(CancellationToken.None);
        await using var batch = new NpgsqlBatch(connection);
        var statements = new List<NpgsqlBatchCommand>(writes.Count);
        foreach (var write in writes)
        {
            if (statements.Count > 0)
                batch.BatchCommands.Add(new NpgsqlBatchCommand("reset all"));
            CallerPrologue.Add(batch, write.Caller, write.Settings, LockTimeout);
            batch.BatchCommands.Add(write.Statement);
            statements.Add(write.Statement);
        }

        await preparer.PrepareAsync(connection, batch, statements, writes[0].Caller, writes[0].Settings, CancellationToken.None);
        using var trip = RoundTrip.Start("request", batch, writes);
        try
        {
            await ReadAsync(batch, writes);
        }
        catch (Exception error) when (trip.Failed(error))
        {
            throw;
        }
    }

    private static async Task ReadAsync(NpgsqlBatch batch, IReadOnlyList<SharedWrite> writes)
    {
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        foreach (var write in writes)
        {
            // From the settings' result to the statement's; "reset all" has none.
            await reader.NextResultAsync(CancellationToken.None);
            await write.ReadAsync(reader);
            await reader.NextResultAsync(CancellationToken.None);
        }
    }

    private void Undo(IReadOnlyList<SharedWrite> writes, PostgresException refusal)
    {
        if (writes.Count == 1 && refusal.SqlState != PostgresErrorCodes.LockNotAvailable)
        {
            writes[0].Failed(refusal);
            return;
        }

        Interlocked.Increment(ref _undone);
        if (writes.FirstOrDefault(write => !write.WasRead) is { } stoppedAt)
            refused.Add(stoppedAt.Caller);
        foreach (var write in writes)
            write.RunAlone();
    }
}
