using System.Net.WebSockets;

namespace PortalChat.Realtime.Sockets;

/// <summary>
/// A connection that two may write to: the WebSocket, which answers pings and closes by itself, and the outbox, which
/// writes whole frames past it. Each write is whole frames, and goes out before the next one.
/// </summary>
internal sealed class SharedStream(Stream connection, Action abort) : ByteStream
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The WebSocket that reads from this stream.</summary>
    public WebSocket? Reader { get; set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await connection.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        connection.ReadAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    /// <summary>
    /// A WebSocket that had no pong gives up by disposing its stream, which does not end a read that waits. What it has
    /// closed in good order must not be aborted: its last words may still be on their way.
    /// </summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (Reader?.State == WebSocketState.Aborted)
            {
                abort();
            }

            connection.Dispose();
        }

        base.Dispose(disposing);
    }
}
