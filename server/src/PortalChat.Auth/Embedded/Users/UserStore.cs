using Npgsql;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Sessions;

namespace PortalChat.Auth.Embedded.Users;

/// <summary>Accounts: finds, makes, changes and ends them.</summary>
internal sealed class UserStore(NpgsqlDataSource dataSource, EmbeddedAuthOptions options)
{
    private const string EmailIndex = "users_email_partial_key";

    public Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        FindAsync(UserCommands.ByEmail(email), cancellationToken);

    /// <summary>Softly deleted ones too.</summary>
    public Task<User?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        FindAsync(UserCommands.ById(id), cancellationToken);

    /// <summary>The user that an access token names, if he and his session still are.</summary>
    public async Task<Outcome<User>> FindOfTokenAsync(Guid id, Guid? sessionId, CancellationToken cancellationToken)
    {
        await using var batch = Batch(UserCommands.OfToken(id, sessionId));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return AuthErrors.UserOfTokenNotFound;
        }

        var user = UserReader.Read(reader);
        return user.IsBanned ? AuthErrors.BearerBanned
            : !reader.GetBoolean(UserReader.ColumnCount) ? AuthErrors.SessionNotFound
            : user;
    }

    public async Task<UserPage> ListAsync(int page, int perPage, CancellationToken cancellationToken)
    {
        await using var batch = Batch(UserCommands.Count(), UserCommands.Page(page, perPage));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var users = new List<User>();
        while (await reader.ReadAsync(cancellationToken))
        {
            users.Add(UserReader.Read(reader));
        }

        return new UserPage(users, total);
    }

    public async Task<Outcome<User>> CreateAsync(NewUser user, CancellationToken cancellationToken)
    {
        await using var batch = Batch([.. UserCommands.Insert(user), UserCommands.ById(user.Id)]);
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return UserReader.Read(reader);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return exception.ConstraintName == EmailIndex ? AuthErrors.EmailExists : AuthErrors.IdExists;
        }
    }

    /// <summary>
    /// The account that would have been made, had the address not been taken, as it would look with its mail sent. It is
    /// made and undone: nothing of how it looks, and of how long it takes, tells it from one that stays.
    /// </summary>
    public async Task<User> PretendAsync(NewUser user, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in UserCommands.Insert(user with { SharesItsAddress = true }).Append(UserCommands.ById(user.Id)))
        {
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var made = UserReader.Read(reader);
        return made with { ConfirmationSentAt = made.CreatedAt };
    }

    public async Task<Outcome<User>> UpdateAsync(Guid id, UserChange change, CancellationToken cancellationToken)
    {
        await using var batch = Batch(UserChangeCommands.Update(id, change, options.MaxMetadataBytes));
        if (change.Email is { } email)
        {
            batch.BatchCommands.Add(UserChangeCommands.IdentityEmail(id, email));
        }

        if (change.PasswordHash is not null)
        {
            batch.BatchCommands.Add(SessionCommands.End(id, change.KeepSession, SignOutScope.Others));
        }

        batch.BatchCommands.Add(UserCommands.ById(id));
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var isChanged = await reader.ReadAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            return !await reader.ReadAsync(cancellationToken) ? AuthErrors.UserNotFound
                : isChanged ? UserReader.Read(reader)
                : UserReader.Read(reader) is { DeletedAt: not null } ? AuthErrors.UserNotFound
                : AuthErrors.Validation($"Metadata cannot be larger than {options.MaxMetadataBytes} bytes");
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return AuthErrors.EmailExists;
        }
    }

    /// <summary>Null where it is done.</summary>
    public async Task<AuthError?> DeleteAsync(Guid id, bool softly, CancellationToken cancellationToken)
    {
        await using var batch = softly
            ? Batch([.. UserChangeCommands.DeleteSoftly(id)])
            : Batch(UserChangeCommands.Delete(id));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return null;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return AuthErrors.UserIsReferenced;
        }
    }

    private async Task<User?> FindAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        await using var batch = Batch(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? UserReader.Read(reader) : null;
    }

    private NpgsqlBatch Batch(params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        var batch = dataSource.CreateBatch();
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }
}

/// <param name="Users">Of one page, newest first.</param>
/// <param name="Total">On all pages.</param>
internal sealed record UserPage(IReadOnlyList<User> Users, long Total);
