using Microsoft.Extensions.Hosting;

namespace PortalChat.Realtime.Sockets;

/// <summary>
/// Once a second: silent sockets and expired tokens. At the end it waits until every socket has said goodbye, and cuts those
/// that have not.
/// </summary>
internal sealed class SocketSweep(SocketRegistry sockets, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan GoodbyeInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Kestrel does not know of sockets any more, and does not wait for them.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        while (sockets.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(GoodbyeInterval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (var socket in sockets.All)
        {
            socket.Cut();
        }

        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = time.GetUtcNow();
                foreach (var socket in sockets.All)
                {
                    socket.Sweep(now);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}
