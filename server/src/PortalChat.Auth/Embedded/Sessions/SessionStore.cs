using Npgsql;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Sessions;

/// <summary>Starts, continues and ends sessions.</summary>
internal sealed class SessionStore(NpgsqlDataSource dataSource, EmbeddedAuthOptions options)
{
    /// <summary>Signs in a user whose password was just checked.</summary>
    public Task<Outcome<Session>> StartAsync(
        User user, string method, ClientInfo client, CancellationToken cancellationToken) =>
        StartAsync([], user.Id, user.PasswordHash, method, client, cancellationToken);

    /// <summary>Makes an account and signs it in; both or neither.</summary>
    public async Task<Outcome<Session>> StartAsync(
        NewUser user, string method, ClientInfo client, CancellationToken cancellationToken)
    {
        try
        {
            return await StartAsync(
                UserCommands.Insert(user), user.Id, user.PasswordHash, method, client, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return AuthErrors.UserAlreadyExists;
        }
    }

    /// <summary>Whether somebody has signed in by it within the last day.</summary>
    public async Task<bool> IsNewAsync(Guid? sessionId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select exists (select from auth.sessions where id = $1 and created_at > now() - interval '1 day')");
        command.Parameters.Add(Parameter.Of(sessionId ?? Guid.Empty));
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>
    /// Exchanges a refresh token: 1. the session is locked, so that its refreshes come one after the other;
    /// 2. the token's state is read; 3. it is exchanged, answered with its successor, or refused.
    /// </summary>
    public async Task<Outcome<Session>> RefreshAsync(
        string refreshToken, ClientInfo client, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // 1. and 2.
        if (await ReadStateAsync(connection, transaction, refreshToken, cancellationToken) is not { } state)
        {
            return AuthErrors.RefreshTokenNotFound;
        }

        // 3.
        switch (state.Verdict)
        {
            case RefreshVerdict.Banned:
                return AuthErrors.RefreshOfBannedUser;
            case RefreshVerdict.Expired:
                return AuthErrors.SessionExpired;
            case RefreshVerdict.GiveActive:
                return new Session(state.SessionId, state.User, state.Active!, state.Methods);
            case RefreshVerdict.Reused:
                await ExecuteAsync(connection, transaction, [SessionCommands.RevokeFamily(state.SessionId)], cancellationToken);
                return AuthErrors.RefreshTokenAlreadyUsed;
            default:
                var next = RefreshTokens.Make();
                await ExecuteAsync(
                    connection, transaction,
                    SessionCommands.Rotate(state.SessionId, state.User.Id, refreshToken, next, client), cancellationToken);
                return new Session(state.SessionId, state.User, next, state.Methods);
        }
    }

    public async Task EndAsync(Guid userId, Guid? sessionId, SignOutScope scope, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(SessionCommands.End(userId, sessionId, scope));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<Outcome<Session>> StartAsync(
        IEnumerable<NpgsqlBatchCommand> before,
        Guid userId,
        string? passwordHash,
        string method,
        ClientInfo client,
        CancellationToken cancellationToken)
    {
        var sessionId = Guid.NewGuid();
        var refreshToken = RefreshTokens.Make();

        // A batch without BEGIN is one transaction.
        await using var batch = dataSource.CreateBatch();
        foreach (var command in before)
        {
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands.Add(SessionCommands.StartByPassword(userId, passwordHash, sessionId, refreshToken, method, client));
        batch.BatchCommands.Add(SessionCommands.ById(sessionId));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);

        // The reader stands on the first statement that returns rows: the start.
        if (!await reader.ReadAsync(cancellationToken))
        {
            return AuthErrors.InvalidCredentials;
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Session(sessionId, UserReader.Read(reader), refreshToken, reader.GetString(UserReader.ColumnCount));
    }

    private async Task<RefreshState?> ReadStateAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string refreshToken, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(SessionCommands.LockByToken(refreshToken));
        batch.BatchCommands.Add(SessionCommands.StateByToken(refreshToken, options.RefreshTokenReuseInterval));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? RefreshState.Read(reader) : null;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IEnumerable<NpgsqlBatchCommand> commands,
        CancellationToken cancellationToken)
    {
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            foreach (var command in commands)
            {
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
