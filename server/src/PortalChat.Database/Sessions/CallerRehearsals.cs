using Npgsql;
using PortalChat.Auth.Callers;

namespace PortalChat.Database.Sessions;

/// <summary>
/// Finds out what policies would allow: a transaction in which callers act in turn, and which is always undone.
/// </summary>
public sealed class CallerRehearsals(NpgsqlDataSource dataSource, string pool)
{
    /// <param name="script">Acts; nothing of it stays.</param>
    /// <param name="cancellationToken">Cancels what runs.</param>
    /// <exception cref="NpgsqlException">The connection failed, or <paramref name="script"/> let an error out.</exception>
    public async Task<T> RunAsync<T>(
        Func<CallerRehearsal, CancellationToken, Task<T>> script,
        CancellationToken cancellationToken)
    {
        using var open = OpenSession.Start(pool);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);

        // Disposing a transaction that was not committed rolls it back.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        RoundTrip.Count("rehearsal");
        return await script(new CallerRehearsal(connection, transaction), cancellationToken);
    }
}

/// <summary>Inside one rehearsal.</summary>
public sealed class CallerRehearsal
{
    private const string Prologue =
        "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true), "
        + "set_config('search_path', $3, true)";

    private const string Setting = "select set_config($1, $2, true)";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    internal CallerRehearsal(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Runs statements as a caller, in one round trip, and gives the first column of the last one's rows.</summary>
    /// <param name="caller">Whose rights apply.</param>
    /// <param name="settings">Settings by name that policies read.</param>
    /// <param name="statements">With positional parameters.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public async Task<IReadOnlyList<T>> ActAsync<T>(
        Caller caller,
        IReadOnlyList<(string Name, string Value)> settings,
        IReadOnlyList<NpgsqlBatchCommand> statements,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        batch.BatchCommands.Add(Command(Prologue, caller.Role, caller.Claims, SessionSettings.Default.SearchPath));
        foreach (var (name, value) in settings)
        {
            batch.BatchCommands.Add(Command(Setting, name, value));
        }

        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        using var trip = RoundTrip.Start("rehearsal", batch);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        for (var before = 1; before < batch.BatchCommands.Count; before++)
        {
            await reader.NextResultAsync(cancellationToken);
        }

        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(await reader.GetFieldValueAsync<T>(0, cancellationToken));
        }

        return rows;
    }

    /// <summary>Whether the caller may do this; whatever it did is undone. A policy that raises does not let him.</summary>
    public async Task<bool> MayAsync(
        Caller caller,
        IReadOnlyList<(string Name, string Value)> settings,
        NpgsqlBatchCommand statement,
        CancellationToken cancellationToken)
    {
        const string Savepoint = "attempt";
        await _transaction.SaveAsync(Savepoint, cancellationToken);
        try
        {
            await ActAsync<int>(caller, settings, [statement], cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (exception.IsAboutTheStatement())
        {
            return false;
        }
        finally
        {
            RoundTrip.Count("rehearsal");
            await _transaction.RollbackAsync(Savepoint, cancellationToken);
        }
    }

    private static NpgsqlBatchCommand Command(string sql, params string[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        }

        return command;
    }
}
