using Npgsql;
using PortalChat.Auth.Callers;

namespace PortalChat.Auth.Embedded.Sessions;

/// <summary>Reads which sessions have ended into <see cref="EndedSessions"/>.</summary>
internal sealed class EndedSessionsReader(NpgsqlDataSource dataSource, EndedSessions sessions)
{
    /// <summary>Those of the last minute: enough for who has just ended some.</summary>
    public async Task ReadLatestAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select session_id from _portalchat.ended_sessions where ended_at > clock_timestamp() - interval '1 minute'");
        await ReadAsync(command, cancellationToken);
    }

    public async Task ReadAllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select session_id from _portalchat.ended_sessions", connection);
        await ReadAsync(command, cancellationToken);
        sessions.ForgetOld();
    }

    private async Task ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            sessions.Add(reader.GetGuid(0));
        }
    }
}
