using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;

namespace PortalChat.Realtime.Wal;

/// <summary>
/// Where the log is read: at the database itself, or at a standby of it, which then has the work of decoding.
/// </summary>
/// <remarks>
/// A slot on a standby begins where the standby is, which is never ahead of the database: whatever commits after the slot
/// stands comes through it, as it does from the database. Who may see a row is asked of the database, where it has been
/// committed, so that a standby which is behind makes changes late and never wrong.
/// </remarks>
internal sealed class WalSource(RealtimeOptions options, CatalogConnection catalog, TimeProvider time) : IAsyncDisposable
{
    private const string Newest = "select pg_current_wal_flush_lsn()::text";

    private const string Follows =
        """
        select pg_catalog.pg_is_in_recovery(),
          not pg_catalog.pg_is_in_recovery() or pg_catalog.pg_last_wal_replay_lsn() >= $1::pg_catalog.pg_lsn
        """;

    /// <summary>
    /// Making a slot writes them down, and any role that may replicate may do it; pg_log_standby_snapshot(), which does
    /// nothing else, is for superusers.
    /// </summary>
    private const string Nudge =
        "select pg_drop_replication_slot(slot_name)::text "
        + "from pg_create_logical_replication_slot($1, 'pgoutput', temporary => true)";

    /// <summary>How often one looks again for what must come soon.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource? _standby = options.WalConnectionString is { } connectionString
        ? NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 2,
            ApplicationName = "portalchat realtime standby",
        })
        : null;

    public string ConnectionString => options.WalConnectionString ?? options.ReplicationConnectionString;

    /// <summary>
    /// Makes the slot that is followed. Where it is on a standby, the standby has caught up when this returns.
    /// </summary>
    /// <exception cref="WalException">The standby is none of this database, or too far behind.</exception>
    public async Task<PgOutputReplicationSlot> OpenAsync(
        LogicalReplicationConnection connection, string slot, CancellationToken cancellationToken)
    {
        if (_standby is null)
        {
            return await CreateSlotAsync(connection, slot, cancellationToken);
        }

        // 1. A copy of the database, and not another one, or one that has gone its own way.
        await CheckIdentityAsync(connection, cancellationToken);

        // 2. The slot. A standby can make it only once the log tells it which transactions are running.
        using var made = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var creating = CreateSlotAsync(connection, slot, cancellationToken);
        var nudging = NudgeAsync(made.Token);
        try
        {
            await creating;
        }
        finally
        {
            await made.CancelAsync();
            await nudging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // 3. As far as the database is now: one that is behind would look alive, and tell everything late.
        var started = time.GetTimestamp();
        var newest = await NewestAsync(cancellationToken);
        while (!await HasReplayedAsync(newest, cancellationToken))
        {
            if (time.GetElapsedTime(started) > options.MaxStandbyDelay)
            {
                throw TooFarBehind();
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return await creating;
    }

    /// <summary>
    /// Runs as long as the standby follows the database. One that does not would look alive and tell nothing.
    /// </summary>
    /// <exception cref="WalException">It does not follow any more.</exception>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (_standby is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        using var timer = new PeriodicTimer(options.MaxStandbyDelay / 4, time);
        var (awaited, since) = (await NewestAsync(cancellationToken), time.GetTimestamp());
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (await HasReplayedAsync(awaited, cancellationToken))
            {
                (awaited, since) = (await NewestAsync(cancellationToken), time.GetTimestamp());
            }
            else if (time.GetElapsedTime(since) > options.MaxStandbyDelay)
            {
                throw TooFarBehind();
            }
        }
    }

    public ValueTask DisposeAsync() => _standby?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Task<PgOutputReplicationSlot> CreateSlotAsync(
        LogicalReplicationConnection connection, string slot, CancellationToken cancellationToken) =>
        connection.CreatePgOutputReplicationSlot(
            slot,
            temporarySlot: true,
            slotSnapshotInitMode: LogicalSlotSnapshotInitMode.NoExport,
            cancellationToken: cancellationToken);

    private async Task CheckIdentityAsync(LogicalReplicationConnection connection, CancellationToken cancellationToken)
    {
        await using var primary = new LogicalReplicationConnection(options.ReplicationConnectionString);
        await primary.Open(cancellationToken);
        var ours = await primary.IdentifySystem(cancellationToken);
        var theirs = await connection.IdentifySystem(cancellationToken);
        if (ours.SystemId != theirs.SystemId)
        {
            throw new WalException("What the log is to be read from is no copy of the database.");
        }

        if (ours.Timeline != theirs.Timeline)
        {
            throw WentItsOwnWay();
        }
    }

    /// <summary>Has the database write its running transactions to the log, which by itself it does every 15 seconds.</summary>
    private async Task NudgeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Pause, time, cancellationToken);
            await catalog.QueryAsync(
                Nudge, reader => reader.GetString(0), cancellationToken, $"portalchat_nudge_{Guid.NewGuid():N}");
        }
    }

    private async Task<string> NewestAsync(CancellationToken cancellationToken) =>
        (await catalog.QueryAsync(Newest, reader => reader.GetString(0), cancellationToken))[0];

    private async Task<bool> HasReplayedAsync(string position, CancellationToken cancellationToken)
    {
        await using var command = _standby!.CreateCommand(Follows);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = position });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);

        // The address may be that of the database itself, which replays nothing; one that is promoted ends there.
        return reader.GetBoolean(0) || await IsTheDatabaseAsync(cancellationToken)
            ? reader.GetBoolean(1)
            : throw WentItsOwnWay();
    }

    private async Task<bool> IsTheDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = new LogicalReplicationConnection(ConnectionString);
        await connection.Open(cancellationToken);
        await CheckIdentityAsync(connection, cancellationToken);
        return true;
    }

    private WalException TooFarBehind() =>
        new($"The standby is more than {options.MaxStandbyDelay.TotalSeconds:0} seconds behind the database.");

    private static WalException WentItsOwnWay() =>
        new("The standby does not follow the database any more: it has been promoted.");
}
