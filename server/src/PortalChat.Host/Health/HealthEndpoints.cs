using Npgsql;
using PortalChat.Database.Catalog;
using PortalChat.Realtime;

namespace PortalChat.Host.Health;

/// <summary>
/// <c>/health/live</c>: the process answers; restart it if not. <c>/health/ready</c>: requests and live delivery work; send
/// no traffic while not.
/// </summary>
internal static class HealthEndpoints
{
    // A database that takes longer than this for "select 1" does not serve requests well either.
    private static readonly TimeSpan DatabaseTimeout = TimeSpan.FromSeconds(2);

    /// <param name="endpoints">Need <see cref="CatalogCache"/> and <see cref="IRealtimeHealth"/> from the services.</param>
    /// <param name="database">Not what requests use: a server that is busy is not one to send everybody away from.</param>
    public static void MapHealth(this IEndpointRouteBuilder endpoints, NpgsqlDataSource database)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live"));
        endpoints.MapGet("/health/ready", async (
            CatalogCache catalog, IRealtimeHealth realtime, CancellationToken cancellationToken) =>
        {
            var databaseTrouble = await DatabaseTroubleAsync(database, cancellationToken);
            // Until the catalog has been read once, every request below /rest/v1 is answered with 503.
            var restAnswers = catalog.Current is not null;
            var report = new
            {
                status = databaseTrouble is null && restAnswers && realtime.IsStreaming ? "ready" : "not ready",
                database = databaseTrouble ?? "ok",
                rest = restAnswers ? "ok" : "starting",
                realtime = realtime.IsStreaming ? "ok" : realtime.Trouble ?? "starting",
                sockets = realtime.Sockets,
                subscriptions = realtime.Subscriptions,
                lag_bytes = realtime.LagBytes,
                other_servers = realtime.PeersTrouble ?? "ok",
                other_servers_heard = realtime.Peers,
            };
            return Results.Json(report, statusCode: report.status == "ready" ? 200 : 503);
        });
    }

    private static async Task<string?> DatabaseTroubleAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DatabaseTimeout);
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(limit.Token);
            return null;
        }
        catch (Exception trouble) when (trouble is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return "unreachable";
        }
    }
}
