using PortalChat.Realtime.Connections;

namespace PortalChat.Realtime.Sockets;

/// <summary>
/// A connection that two may write to: the WebSocket, which answers pings and closes by itself, and the outbox, which
/// writes whole frames past it. Each write is whole frames, and goes out before the next one.
/// </summary>
internal sealed class SharedStream(Stream connection, TimeProvider time) : ByteStream
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _heardAt = time.GetTimestamp();

    /// <summary>How long nothing at all has come.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _heardAt));

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

    /// <summary>The WebSocket reads on as soon as it has heard something.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        return connection.ReadAsync(buffer, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }
}
