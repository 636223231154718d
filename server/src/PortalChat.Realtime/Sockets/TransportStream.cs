using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace PortalChat.Realtime.Sockets;

/// <summary>A connection as the stream that a WebSocket wants. A read of nothing waits for something to come.</summary>
/// <param name="transport">The connection's pipe, which is read from.</param>
/// <param name="socket">
/// The connection itself. Past the pipe a write costs one pass over the socket where it cost two, in which the bytes were
/// copied and another thread woken. Null where the connection is none.
/// </param>
internal sealed class TransportStream(IDuplexPipe transport, Socket? socket) : ByteStream
{
    /// <summary>
    /// The client has spoken, so it has the answer to its request, which went through the pipe: that must not be overtaken.
    /// </summary>
    private bool _isHeard;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ReadResult read;
        do
        {
            // The request may have left behind that it gave up its own reading.
            read = await transport.Input.ReadAsync(cancellationToken);
            if (read.IsCanceled)
            {
                transport.Input.AdvanceTo(read.Buffer.Start);
            }
        }
        while (read.IsCanceled);

        Volatile.Write(ref _isHeard, _isHeard || !read.Buffer.IsEmpty);
        var length = (int)Math.Min(read.Buffer.Length, buffer.Length);
        var taken = read.Buffer.Slice(0, length);
        taken.CopyTo(buffer.Span);
        transport.Input.AdvanceTo(taken.End);
        return length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket is not null && Volatile.Read(ref _isHeard)
            ? SendAsync(socket, buffer, cancellationToken)
            : WriteToPipeAsync(buffer, cancellationToken);

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None, cancellationToken)..];
        }
    }

    private async ValueTask WriteToPipeAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        var flushed = await transport.Output.WriteAsync(buffer, cancellationToken);
        if (flushed.IsCompleted)
        {
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }
    }
}
