using Npgsql;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Sessions;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Pkce;

/// <summary>Turns the code that a followed link has brought, and the secret behind it, into a session.</summary>
internal sealed class FlowStore(NpgsqlDataSource dataSource)
{
    // As upstream: a code is exchanged by the page that it has just led to.
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(5);

    public async Task<Outcome<Session>> ExchangeAsync(
        string code, string verifier, ClientInfo client, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if ((await TakeAsync(connection, transaction, code, verifier, cancellationToken)).Failed(out var error, out var flow))
        {
            return error;
        }

        var sessionId = Guid.NewGuid();
        var refreshToken = RefreshTokens.Make();
        Session session;
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(
                SessionCommands.Start(flow.UserId, sessionId, refreshToken, SignInMethod.OneTimeCode, client));
            batch.BatchCommands.Add(SessionCommands.ById(sessionId));
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                return AuthErrors.BearerBanned;
            }

            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            session = new Session(sessionId, UserReader.Read(reader), refreshToken, reader.GetString(UserReader.ColumnCount));
        }

        await transaction.CommitAsync(cancellationToken);
        return session;
    }

    private static async Task<Outcome<Flow>> TakeAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string code,
        string verifier,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(FlowCommands.Take(code, CodeLifetime));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken) ? AuthErrors.FlowNotFound
            : reader.GetBoolean(3) ? AuthErrors.FlowExpired
            : !new CodeChallenge(reader.GetString(1), reader.GetString(2)).IsMetBy(verifier) ? AuthErrors.BadCodeVerifier
            : new Flow(reader.GetGuid(0));
    }

    private sealed record Flow(Guid UserId);
}
