using System.Net.Sockets;
using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions.Sharing;

namespace PortalChat.Database.Sessions;

/// <summary>
/// The only way to the tables on somebody's behalf. Each call is one round trip: a pipelined batch without BEGIN and
/// COMMIT is one implicit transaction in Postgres, so the role and the claims that the first statement sets
/// (transaction-local) hold for the second one and for nothing after it.
/// </summary>
public sealed class CallerSessions
{
    private readonly StatementPreparer _preparer = new();
    private readonly WarmConnections _connections;
    private readonly string _pool;
    private readonly RefusedCallers _refused = new(TimeProvider.System);
    private readonly SharedWrites? _shared;

    /// <param name="dataSource">Logs in as a role that may take on the request roles and, by itself, should own nothing.</param>
    /// <param name="pool">What the data source's connections are for, among the metrics.</param>
    public CallerSessions(NpgsqlDataSource dataSource, string pool = "requests")
        : this(pool, dataSource, new WarmConnections(dataSource))
    {
    }

    /// <param name="few">As above; used first.</param>
    /// <param name="count">How many connections <paramref name="few"/> may have.</param>
    /// <param name="rest">Used while all of those are taken.</param>
    /// <param name="shared">For statements that may share a transaction; null: they do not.</param>
    /// <param name="transactions">How many connections <paramref name="shared"/> may have.</param>
    public CallerSessions(NpgsqlDataSource few, int count, NpgsqlDataSource rest, NpgsqlDataSource? shared = null, int transactions = 0)
        : this("requests", rest, new WarmConnections(few, count, new WarmConnections(rest)))
    {
        if (shared is not null)
        {
            var transaction = new SharedTransaction(new WarmConnections(shared, transactions, _connections), _preparer, _refused, _pool);
            _shared = new SharedWrites(transactions, transaction.RunAsync, TimeProvider.System);
        }
    }

    private CallerSessions(string pool, NpgsqlDataSource others, WarmConnections connections)
    {
        _pool = pool;
        _connections = connections;
        Questions = new CallerQuestions(others, pool);
        Rehearsals = new CallerRehearsals(others, pool);
    }

    /// <summary>For asking many callers at once.</summary>
    public CallerQuestions Questions { get; }

    /// <summary>For finding out what policies would allow.</summary>
    public CallerRehearsals Rehearsals { get; }

    /// <summary>
    /// Runs one statement with the caller's role, claims and policies, and reads what it returns.
    /// </summary>
    /// <param name="caller">Whose rights apply.</param>
    /// <param name="settings">What else the session shall know.</param>
    /// <param name="statement">One statement with positional parameters (<c>$1</c>).</param>
    /// <param name="read">Reads the result; the reader stands before its first row and is not valid afterwards.</param>
    /// <param name="cancellationToken">Cancels the statement in Postgres too.</param>
    /// <exception cref="DatabaseUnavailableException">No connection could be had.</exception>
    /// <exception cref="PostgresException">Postgres refused; nothing was changed.</exception>
    /// <exception cref="NpgsqlException">The connection failed; whether a write took effect is unknown.</exception>
    public async Task<T> RunAsync<T>(
        Caller caller,
        SessionSettings settings,
        NpgsqlBatchCommand statement,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        if (_shared is not null && MayShare(caller, settings, statement))
        {
            var write = new SharedWrite<T>(caller, settings, statement, read, cancellationToken);
            if (_shared.TryAdd(write))
            {
                if (await write.End is { HasRun: true } answer)
                    return answer.Value!;
                statement = statement.Copy();
            }
        }

        return await RunAsync(caller, settings, [statement], read, cancellationToken);
    }

    /// <summary>
    /// The same for several statements in one round trip and one transaction; <paramref name="read"/> moves on from
    /// one result to the next.
    /// </summary>
    public async Task<T> RunAsync<T>(
        Caller caller,
        SessionSettings settings,
        IReadOnlyList<NpgsqlBatchCommand> statements,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        using var open = OpenSession.Start(_pool);
        using var place = _connections.Take();
        await using var connection = await place.OpenAsync(cancellationToken);
        try
        {
            // Disposing a transaction that was not committed rolls it back.
            await using var rollback = settings.Rollback
                ? await connection.BeginTransactionAsync(cancellationToken)
                : null;
            await using var batch = new NpgsqlBatch(connection, rollback);
            CallerPrologue.Add(batch, caller, settings);
            if (settings.Rollback)
                RoundTrip.Count("rollback");
            var first = batch.BatchCommands.Count;
            foreach (var statement in statements)
                batch.BatchCommands.Add(statement);
            if (!settings.Rollback && _preparer.AreHot(statements))
                await _preparer.PrepareAsync(connection, batch, statements, caller, settings, cancellationToken);
            return await ReadAsync(batch, first, read, cancellationToken);
        }
        catch (NpgsqlException lost) when (IsLost(lost))
        {
            // The next caller shall get a new connection.
            _connections.Clear();
            throw;
        }
    }

    /// <summary>Whether the connection is gone, rather than a statement refused.</summary>
    public static bool IsLost(NpgsqlException error) =>
        error is PostgresException refused
            ? refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            : error.InnerException is IOException or SocketException;

    private bool MayShare(Caller caller, SessionSettings settings, NpgsqlBatchCommand statement) =>
        settings is { SharesAs: not null, ReadOnly: false, Rollback: false, TimeZone: null }
        && _preparer.AreHot([statement])
        && !_refused.Contains(caller);

    private static async Task<T> ReadAsync<T>(
        NpgsqlBatch batch,
        int first,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        using var trip = RoundTrip.Start("request", batch);
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            for (var settings = 0; settings < first; settings++)
                await reader.NextResultAsync(cancellationToken);

            var result = await read(reader, cancellationToken);

            // An error can come after the last row that was read (a deferred constraint): drain before calling it done.
            while (await reader.NextResultAsync(cancellationToken))
            {
            }

            return result;
        }
        catch (Exception error) when (trip.Failed(error))
        {
            throw;
        }
    }
}
