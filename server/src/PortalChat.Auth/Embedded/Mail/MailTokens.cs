using Npgsql;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Pkce;
using PortalChat.Auth.Embedded.Sessions;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Mail;

/// <summary>Sends links and codes by mail, and turns them into sessions.</summary>
internal sealed class MailTokens(
    NpgsqlDataSource dataSource, MailOutbox outbox, Redirects redirects, EmbeddedAuthOptions options)
{
    /// <summary>Makes a link without sending it. An earlier one for the same kind of purpose no longer works.</summary>
    /// <param name="user">Whose account it is about.</param>
    /// <param name="email">Where it goes: his address, or the one he wishes to have.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="redirectTo">Where he wishes to come out; the site, where that is not allowed.</param>
    /// <param name="challenge">Whom alone the link shall sign in; null for whoever follows it.</param>
    /// <param name="interval">How old the one before has to be.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<Outcome<MailLink>> MakeLinkAsync(
        User user,
        string email,
        MailPurpose purpose,
        string? redirectTo,
        CodeChallenge? challenge,
        TimeSpan interval,
        CancellationToken cancellationToken)
    {
        var token = OneTimeToken.Make(isPkce: challenge is not null);
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(OneTimeTokenCommands.Put(user.Id, purpose, token.Hash, email, interval));
        if (challenge is not null)
        {
            batch.BatchCommands.Add(FlowCommands.Prune(user.Id));
            batch.BatchCommands.Add(FlowCommands.Put(user.Id, purpose, challenge, token.Hash));
        }

        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return AuthErrors.TooManyMails(interval);
            }
        }

        var redirect = redirects.Allow(redirectTo);
        var link = new UriBuilder(new Uri(options.PublicUrl, "/auth/v1/verify"))
        {
            Query = $"token={token.Link}&type={purpose.Name()}&redirect_to={Uri.EscapeDataString(redirect.AbsoluteUri)}",
        };
        return new MailLink(link.Uri, token, redirect);
    }

    /// <summary>Null where the mail is in the outbox.</summary>
    public async Task<AuthError?> SendAsync(
        User user,
        string email,
        MailPurpose purpose,
        string? redirectTo,
        CodeChallenge? challenge,
        CancellationToken cancellationToken)
    {
        if (!outbox.IsThere)
        {
            return AuthErrors.NoMail;
        }

        var made = await MakeLinkAsync(user, email, purpose, redirectTo, challenge, options.MailInterval, cancellationToken);
        if (made.Failed(out var error, out var link))
        {
            return error;
        }

        outbox.Put(purpose == MailPurpose.Reauthentication
            ? MailTexts.WriteCode(email, link.Token.Code, options.MailTokenLifetime)
            : MailTexts.Write(purpose, email, link.Address, link.Token.Code, options.MailTokenLifetime));
        if (purpose == MailPurpose.EmailChange && user.Email is { } old)
        {
            outbox.Put(MailTexts.WriteNotice(old));
        }

        return null;
    }

    /// <summary>The hash behind a typed code, or null. Compares with everything that was sent to the address.</summary>
    public async Task<string?> FindByCodeAsync(
        string email, string code, IReadOnlyCollection<MailPurpose> purposes, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(OneTimeTokenCommands.SentTo(email, purposes, options.MailTokenLifetime));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        string? found = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            var hash = reader.GetString(0);
            found = OneTimeToken.IsCodeOf(hash, code) ? hash : found;
        }

        return found;
    }

    /// <summary>Takes the code that a signed-in person was sent out of the world; whether it was that.</summary>
    public async Task<bool> RedeemReauthenticationAsync(string email, string code, CancellationToken cancellationToken)
    {
        MailPurpose[] purposes = [MailPurpose.Reauthentication];
        if (await FindByCodeAsync(email, code, purposes, cancellationToken) is not { } hash)
        {
            return false;
        }

        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(OneTimeTokenCommands.Redeem(hash, purposes, options.MailTokenLifetime));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken);
    }

    /// <summary>
    /// Redeems a token: 1. it is taken out; 2. the address counts as confirmed, or replaces the old one; 3. a session
    /// starts. All of it or nothing.
    /// </summary>
    public async Task<Outcome<Session>> RedeemAsync(
        string hash, IReadOnlyCollection<MailPurpose> purposes, ClientInfo client, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // 1.
        if (await TakeAsync(connection, transaction, hash, purposes, cancellationToken) is not { } taken)
        {
            return AuthErrors.OtpExpired;
        }

        // 2. and 3.
        var sessionId = Guid.NewGuid();
        var refreshToken = RefreshTokens.Make();
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in Confirm(taken))
        {
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands.Add(SessionCommands.Start(taken.UserId, sessionId, refreshToken, SignInMethod.OneTimeCode, client));
        batch.BatchCommands.Add(SessionCommands.ById(sessionId));
        Session session;
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            while (!await reader.ReadAsync(cancellationToken) || reader.FieldCount <= UserReader.ColumnCount)
            {
                if (!await reader.NextResultAsync(cancellationToken))
                {
                    // The user was banned or deleted since; the token stays, the transaction is not committed.
                    return AuthErrors.BearerBanned;
                }
            }

            session = new Session(sessionId, UserReader.Read(reader), refreshToken, reader.GetString(UserReader.ColumnCount));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return AuthErrors.EmailExists;
        }

        await transaction.CommitAsync(cancellationToken);
        return session;
    }

    /// <summary>
    /// The same for a link that was asked for with a challenge: in place of a session comes a code, which is worth
    /// nothing without the secret.
    /// </summary>
    public async Task<Outcome<string>> RedeemForCodeAsync(
        string hash, IReadOnlyCollection<MailPurpose> purposes, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await TakeAsync(connection, transaction, hash, purposes, cancellationToken) is not { } taken)
        {
            return AuthErrors.OtpExpired;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(FlowCommands.Issue(taken.UserId, purposes));
        foreach (var command in Confirm(taken))
        {
            batch.BatchCommands.Add(command);
        }

        string code;
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                return AuthErrors.FlowNotFound;
            }

            code = reader.GetString(0);
            while (await reader.NextResultAsync(cancellationToken))
            {
                // An error in a later statement shows only when its result is reached.
            }
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return AuthErrors.EmailExists;
        }

        await transaction.CommitAsync(cancellationToken);
        return code;
    }

    private async Task<Taken?> TakeAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string hash,
        IReadOnlyCollection<MailPurpose> purposes,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(OneTimeTokenCommands.Redeem(hash, purposes, options.MailTokenLifetime));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Taken(reader.GetGuid(0), reader.GetString(1), reader.GetString(2))
            : null;
    }

    private IEnumerable<NpgsqlBatchCommand> Confirm(Taken taken)
    {
        // Whoever holds the mail has the address: an ordinary confirmation leaves the address as it is.
        var isChange = taken.TokenType == MailPurpose.EmailChange.TokenType();
        var change = new UserChange
        {
            Email = isChange ? taken.Email : null,
            ConfirmEmail = true,
            UserMetadata = """{"email_verified":true}""",
        };
        yield return UserChangeCommands.Update(taken.UserId, change, options.MaxMetadataBytes * 2);
        yield return UserChangeCommands.ConfirmedIdentity(taken.UserId, taken.Email);
        if (isChange)
        {
            yield return UserChangeCommands.ForgetEmailChange(taken.UserId);
        }
    }

    private sealed record Taken(Guid UserId, string TokenType, string Email);
}

/// <param name="Address">To be followed once.</param>
/// <param name="Token">What it carries.</param>
/// <param name="RedirectTo">Where it leads.</param>
internal sealed record MailLink(Uri Address, OneTimeToken Token, Uri RedirectTo)
{
    public override string ToString() => nameof(MailLink);
}
