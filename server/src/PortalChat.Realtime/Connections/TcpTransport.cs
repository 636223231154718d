using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace PortalChat.Realtime.Connections;

/// <summary>
/// Kestrel's connections, in place of its own: these can be taken away from Kestrel once they have become WebSockets.
/// </summary>
internal sealed class TcpTransport(OpenConnections open) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <summary>Others are left to Kestrel.</summary>
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint or UnixDomainSocketEndPoint or FileHandleEndPoint;

    /// <exception cref="AddressInUseException">Somebody else listens there.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var options = new SocketTransportOptions();
        Socket? socket = null;
        try
        {
            socket = options.CreateBoundListenSocket(endpoint);
            socket.Listen(options.Backlog);
            return ValueTask.FromResult<IConnectionListener>(new Listener(socket, open));
        }
        catch (SocketException error)
        {
            socket?.Dispose();
            throw error.SocketErrorCode == SocketError.AddressAlreadyInUse ? new AddressInUseException(error.Message, error) : error;
        }
    }

    private sealed class Listener(Socket socket, OpenConnections open) : IConnectionListener
    {
        public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                try
                {
                    var accepted = await socket.AcceptAsync(cancellationToken);
                    if (Admit(accepted) is { } connection)
                    {
                        return connection;
                    }
                }
                catch (Exception end) when (end is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
                {
                    return null;
                }
                catch (SocketException)
                {
                    // Whoever it was left before he was let in.
                }
            }
        }

        private TcpConnection? Admit(Socket accepted)
        {
            if (!open.TryTake())
            {
                accepted.Dispose();
                return null;
            }

            try
            {
                return new TcpConnection(accepted, open);
            }
            catch
            {
                open.Release();
                accepted.Dispose();
                throw;
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            socket.Dispose();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
