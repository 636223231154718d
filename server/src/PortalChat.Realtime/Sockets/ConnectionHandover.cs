using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace PortalChat.Realtime.Sockets;

/// <summary>
/// Lets a connection outlive the HTTP request that it began with. A WebSocket lives for hours and needs nothing of the
/// request but its bytes; Kestrel's request, its headers, features, scopes and activity are half of what an idle socket
/// would hold.
/// </summary>
internal sealed class ConnectionHandover(ConnectionContext connection)
{
    private KeptOpenPipe? _pipe = new(connection.Transport);
    private Func<Task>? _next;

    /// <summary>Whether nothing stands between the request and this connection, as TLS would.</summary>
    public bool Reaches(IDuplexPipe? transport) => transport is not null && ReferenceEquals(transport, _pipe);

    /// <summary>
    /// Has <paramref name="next"/> run once the request has been answered; the connection is closed when it ends.
    /// </summary>
    public void Take(Func<Task> next)
    {
        _pipe!.IsTaken = true;
        _next = next;
    }

    /// <summary>The bytes, past the request.</summary>
    public Stream OpenStream() => new TransportStream(connection.Transport, connection.Features.Get<IConnectionSocketFeature>()?.Socket);

    /// <summary>Drops the connection at once.</summary>
    public void Abort() => connection.Abort(new ConnectionAbortedException("The WebSocket was given up."));

    /// <summary>Around everything that Kestrel does on a connection.</summary>
    public static async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var handover = new ConnectionHandover(connection);
        var heartbeat = new Heartbeat(connection.Features.Get<IConnectionHeartbeatFeature>());
        connection.Features.Set<IConnectionHeartbeatFeature>(heartbeat);
        connection.Features.Set(handover);
        connection.Transport = handover._pipe!;
        try
        {
            await next(connection);
        }
        finally
        {
            // However the request ended: who has taken the connection has something to give back with it.
            if (handover._next is not null)
            {
                heartbeat.Stop();
                await handover.GoOn();
            }
        }
    }

    /// <summary>Past the request, with nothing of what led here: a WebSocket lives for hours.</summary>
    private Task GoOn()
    {
        var next = _next!;
        connection.Transport = _pipe!.Inner;
        (_pipe, _next) = (null, null);
        return next();
    }

    /// <summary>What beats for a request would keep it, and time out what it no longer reads and writes.</summary>
    private sealed class Heartbeat(IConnectionHeartbeatFeature? inner) : IConnectionHeartbeatFeature
    {
        private (Action<object> Action, object State)[] _beats = [];

        public void OnHeartbeat(Action<object> action, object state)
        {
            if (_beats.Length == 0)
            {
                inner?.OnHeartbeat(static self => ((Heartbeat)self).Beat(), this);
            }

            _beats = [.. _beats, (action, state)];
        }

        public void Stop() => _beats = [];

        private void Beat()
        {
            foreach (var (action, state) in _beats)
            {
                action(state);
            }
        }
    }
}
