using Microsoft.Extensions.Hosting;
using PortalChat.Auth.Forwarding;

namespace PortalChat.Auth.Tokens;

/// <summary>Reads the project's keys at the start and then at an interval, so that revoked ones stop counting.</summary>
internal sealed class RemoteKeysRefresher(RemoteKeys keys, ExternalAuthOptions options, TimeProvider timeProvider)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.KeyRefreshInterval, timeProvider);
        do
        {
            await keys.RefreshAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
