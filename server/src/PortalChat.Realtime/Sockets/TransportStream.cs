using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace PortalChat.Realtime.Sockets;

/// <summary>A connection's pipe as the stream that a WebSocket wants. A read of nothing waits for something to come.</summary>
internal sealed class TransportStream(IDuplexPipe transport) : ByteStream
{
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

        var length = (int)Math.Min(read.Buffer.Length, buffer.Length);
        var taken = read.Buffer.Slice(0, length);
        taken.CopyTo(buffer.Span);
        transport.Input.AdvanceTo(taken.End);
        return length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var flushed = await transport.Output.WriteAsync(buffer, cancellationToken);
        if (flushed.IsCompleted)
        {
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }
    }
}
