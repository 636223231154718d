using PortalChat.Database;
using PortalChat.Database.Embedded;

namespace PortalChat.Host.Startup;

/// <summary>
/// Starts the embedded Postgres again when it is gone: killed for want of memory, or ended by itself on a full disk. Nobody
/// else would, as it is not a service of the machine.
/// </summary>
internal sealed partial class PostgresKeeper(EmbeddedPostgres postgres, TimeProvider time, ILogger<PostgresKeeper> logger)
    : BackgroundService
{
    // A look into /proc costs nothing to speak of; chats stand still as long as this at most.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A start that failed has gone through crash recovery first, which is not to be had every second.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Interval;
            try
            {
                // Not cut short by a stop: a postmaster that is half started would be left behind.
                if (await postgres.RestartIfGoneAsync(CancellationToken.None))
                {
                    Restarted(logger);
                }
            }
            catch (StartupException failure)
            {
                NotRestarted(logger, failure.Message, PauseAfterFailure);
                pause = PauseAfterFailure;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "The embedded Postgres was gone and has been started again")]
    private static partial void Restarted(ILogger logger);

    [LoggerMessage(2002, LogLevel.Error, "The embedded Postgres is gone: {Trouble} Trying again in {Pause}")]
    private static partial void NotRestarted(ILogger logger, string trouble, TimeSpan pause);
}
