using System.Net.Sockets;

namespace PortalChat.Realtime.Connections;

/// <summary>A socket as the stream that a WebSocket wants. A read of nothing waits for something to come.</summary>
/// <param name="socket">Closed with the stream.</param>
/// <param name="unread">What has been received from it before.</param>
/// <param name="open">Where it is counted.</param>
internal sealed class SocketStream(Socket socket, byte[] unread, OpenConnections open) : ByteStream
{
    private ArraySegment<byte> _unread = unread;
    private int _isClosed;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_unread.Count == 0)
        {
            return socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        }

        var taken = _unread[..Math.Min(_unread.Count, buffer.Length)];
        taken.AsSpan().CopyTo(buffer.Span);
        _unread = _unread.Count == taken.Count ? [] : _unread[taken.Count..];
        return ValueTask.FromResult(taken.Count);
    }

    /// <summary>Not to be cancelled, but by <see cref="Abort"/>.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        SocketSender.SendAsync(socket, buffer);

    /// <summary>Drops the connection at once, without a word to the client beyond that.</summary>
    public void Abort() => Close(() => socket.Close(timeout: 0));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close(() =>
            {
                try
                {
                    socket.Shutdown(SocketShutdown.Both);
                }
                catch (SocketException)
                {
                    // The client was faster.
                }

                socket.Dispose();
            });
        }

        base.Dispose(disposing);
    }

    private void Close(Action close)
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            close();
            open.Release();
        }
    }
}
