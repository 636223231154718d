using System.Buffers;

namespace PortalChat.Rest.Responses;

/// <summary>
/// A response's body in a rented buffer. Whoever writes it disposes it; after that the memory is somebody else's. A
/// body that is dropped on the way to an error is left to the garbage collector.
/// </summary>
internal sealed class PooledBody : IDisposable
{
    private byte[]? _buffer;
    private readonly int _length;

    private PooledBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlyMemory<byte> Memory =>
        _buffer?.AsMemory(0, _length) ?? throw new ObjectDisposedException(nameof(PooledBody));

    /// <param name="stream">Of a known length; read to its end.</param>
    public static async Task<PooledBody> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = checked((int)stream.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        await stream.ReadExactlyAsync(buffer.AsMemory(0, length), cancellationToken);
        return new PooledBody(buffer, length);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
