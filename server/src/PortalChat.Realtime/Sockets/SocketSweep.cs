using Microsoft.Extensions.Hosting;

namespace PortalChat.Realtime.Sockets;

/// <summary>Once a second: silent sockets and expired tokens.</summary>
internal sealed class SocketSweep(SocketRegistry sockets, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

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
