using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PortalChat.Auth.Keys;

namespace PortalChat.Auth.Tokens;

/// <summary>Notices changed signing keys within half a minute, so that they can be rotated without a restart.</summary>
internal sealed class OwnKeysRefresher(
    KeyStore keys, VerifiedTokens verified, TimeProvider timeProvider, ILogger<OwnKeysRefresher> logger)
    : BackgroundService
{
    // Reading a file of a few hundred bytes; watching it for changes is unreliable on network drives.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Looks once.</summary>
    public void Refresh()
    {
        switch (keys.Reload())
        {
            case KeyReload.Removed:
                verified.Clear();
                logger.OwnKeysChanged(keys.SigningKeys.Count);
                break;
            case KeyReload.Added:
                logger.OwnKeysChanged(keys.SigningKeys.Count);
                break;
            case KeyReload.Unreadable:
                logger.OwnKeysUnreadable();
                break;
            default:
                break;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Refresh();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                logger.OwnKeysUnreadable();
            }
        }
    }
}
