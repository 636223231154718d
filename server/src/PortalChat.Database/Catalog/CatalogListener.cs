using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PortalChat.Database.Catalog;

/// <summary>
/// Keeps the catalog fresh: reads it at start, then waits for <c>notify pgrst</c> (with <c>reload schema</c>, or with
/// no payload). A lost connection is opened again with a growing pause, and then the catalog is read again too,
/// because what was said meanwhile was said to nobody.
/// </summary>
internal sealed class CatalogListener(
    NpgsqlDataSource dataSource, CatalogCache cache, TimeProvider time, ILogger<CatalogListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>PostgREST waits at most 32 s; a portal should not show an outage that long after it ended.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>A peer that vanished without a word is noticed after this long.</summary>
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(stoppingToken);
                await ListenAsync(connection, () => pause = FirstPause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                CatalogLog.ListenerLost(logger, pause, error);
            }

            try
            {
                await Task.Delay(pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, Action connected, CancellationToken cancellationToken)
    {
        var reload = false;
        connection.Notification += (_, notification) =>
            reload |= notification.Payload is "" or "reload schema";
        await using (var listen = new NpgsqlCommand("listen pgrst", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);

        // Read only after listening has begun: a change between the two would be missed.
        await ReloadAsync(connection, cancellationToken);
        connected();
        while (true)
        {
            if (!await connection.WaitAsync(Probe, cancellationToken))
            {
                await using var probe = new NpgsqlCommand("select 1", connection);
                await probe.ExecuteNonQueryAsync(cancellationToken);
            }

            if (!reload)
                continue;
            reload = false;
            await ReloadAsync(connection, cancellationToken);
        }
    }

    private async Task ReloadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var snapshot = await cache.ReloadAsync(connection, cancellationToken);
        CatalogLog.Loaded(logger, snapshot.Tables.Count, snapshot.Functions.Count);
    }
}
