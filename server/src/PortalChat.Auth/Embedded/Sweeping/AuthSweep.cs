using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PortalChat.Auth.Embedded.Sweeping;

/// <summary>Once an hour: removes what nobody can use any more, a few thousand rows at a time.</summary>
internal sealed class AuthSweep(NpgsqlDataSource dataSource, TimeProvider timeProvider, ILogger<AuthSweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>
    /// A day after the end: what is asked for late is still answered by what it was, and not as unknown. Sessions that have
    /// no token left to refresh them with end here too; their access tokens did long before.
    /// </summary>
    private static readonly string[] Statements =
    [
        """
        delete from auth.flow_state where id in (
          select id from auth.flow_state where created_at < now() - interval '1 day' limit 5000)
        """,
        """
        delete from auth.one_time_tokens where id in (
          select id from auth.one_time_tokens where created_at < now() at time zone 'utc' - interval '1 day' limit 5000)
        """,
        """
        delete from auth.sessions where id in (
          select id from auth.sessions where not_after < now() - interval '1 day' limit 5000)
        """,
        """
        delete from auth.sessions where id in (
          select s.id from auth.sessions as s
          where coalesce(s.updated_at, s.created_at) < now() - interval '1 day'
            and not exists (
              select from auth.refresh_tokens as t
              where t.session_id = s.id and (not t.revoked or t.updated_at > now() - interval '1 day'))
          limit 5000)
        """,
    ];

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var statement in Statements)
        {
            await using var command = dataSource.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (NpgsqlException trouble)
            {
                // There is another hour.
                logger.DatabaseUnavailable(trouble.GetType().Name, trouble.SqlState);
            }
        }
    }
}
