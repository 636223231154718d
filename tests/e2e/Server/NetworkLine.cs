using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PortalChat.E2E.Tests.Server;

/// <summary>
/// One person's line to the server, which can be cut. A browser's own offline switch leaves open WebSockets alone; this
/// drops them as a lost network does.
/// </summary>
public sealed class NetworkLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<NetworkConnection, Task> _connections = new();
    private readonly Uri _server;
    private readonly Task _accepting;
    private volatile bool _isCut;

    public NetworkLine(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where the browser finds the server; its API too, as the portals ask the address they came from.</summary>
    public Uri Address { get; }

    /// <summary>Drops what is open; whoever connects is dropped as well, until <see cref="Restore"/>.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }
    }

    public void Restore() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        Cut();
        await Task.WhenAll(_connections.Values);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket browser;
            try
            {
                browser = await _listener.AcceptSocketAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            var connection = new NetworkConnection(browser);
            var carried = new TaskCompletionSource();
            _connections[connection] = carried.Task;
            _ = CarryAsync(connection, carried);
        }
    }

    private async Task CarryAsync(NetworkConnection connection, TaskCompletionSource carried)
    {
        try
        {
            // Checked after it is listed: a cut either finds it in the list or is seen here.
            if (!_isCut)
            {
                await connection.CarryAsync(_server);
            }
        }
        finally
        {
            connection.Dispose();
            _connections.TryRemove(connection, out _);
            carried.SetResult();
        }
    }
}
