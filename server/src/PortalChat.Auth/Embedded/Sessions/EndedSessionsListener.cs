using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Auth.Callers;

namespace PortalChat.Auth.Embedded.Sessions;

/// <summary>
/// Hears of every session that ends, from whoever ends it. A connection that was lost is opened again, and then all ended
/// sessions are read, as after a start: what was said meanwhile was said to nobody.
/// </summary>
internal sealed class EndedSessionsListener(
    NpgsqlDataSource dataSource,
    EndedSessions sessions,
    EndedSessionsReader ended,
    TimeProvider time,
    ILogger<EndedSessionsListener> logger)
    : BackgroundService
{
    /// <summary>While this lasts, an ended session counts for as much longer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A peer that vanished without a word is noticed after this long; sessions of long ago are dropped.</summary>
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception lost) when (!stoppingToken.IsCancellationRequested)
            {
                logger.EndedSessionsNotHeard(lost.GetType().Name, (lost as PostgresException)?.SqlState);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) =>
        {
            if (Guid.TryParse(notification.Payload, out var sessionId))
            {
                sessions.Add(sessionId);
            }
        };
        await using (var listen = new NpgsqlCommand("listen portalchat_session_ended", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // Read only after listening has begun: one that ended between the two would be missed.
        while (true)
        {
            await ended.ReadAllAsync(connection, cancellationToken);
            while (await connection.WaitAsync(Probe, cancellationToken))
            {
            }
        }
    }
}
