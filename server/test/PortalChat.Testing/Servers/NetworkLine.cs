using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PortalChat.Testing.Servers;

/// <summary>
/// A line to the server, which can be cut and has its weather. A browser's own offline switch leaves open WebSockets
/// alone; this drops them as a lost network does.
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

    /// <summary>Where a client finds the server; a browser its API too, as the portals ask the address they came from.</summary>
    public Uri Address { get; }

    public NetworkWeather Weather { get; } = new();

    /// <summary>Drops what is open; whoever connects is dropped as well, until <see cref="Restore"/>.</summary>
    public void Cut()
    {
        _isCut = true;
        Drop();
    }

    public void Restore() => _isCut = false;

    /// <summary>Drops what is open at this moment, once.</summary>
    public void Drop()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }
    }

    /// <summary>Ends one direction of what is open at this moment.</summary>
    public void HalfClose(bool toServer)
    {
        foreach (var connection in _connections.Keys)
        {
            connection.HalfClose(toServer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        Weather.Clear();
        Cut();
        await Task.WhenAll(_connections.Values);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            var connection = new NetworkConnection(client, Weather);
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
