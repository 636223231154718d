using Npgsql;

namespace PortalChat.Host.Desk;

/// <summary>Keeps figures that are a few seconds old at most, however often they are looked at.</summary>
internal sealed class DeskWatch(DeskQuestion question, DeskMetrics metrics, TimeSpan interval, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            try
            {
                metrics.Figures = await question.AskAsync(stoppingToken);
            }
            catch (Exception failed) when (failed is NpgsqlException or TimeoutException)
            {
                // What is not known is not told: a figure from before would look like one of now.
                metrics.Figures = null;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
