using PortalChat.Realtime.Wal;

namespace PortalChat.Realtime.Tests.Wal;

/// <summary>Messages come in pieces, and in any size.</summary>
public sealed class MessageBufferTests
{
    [Fact]
    public async Task ReadAsync_MessagesOfAnySizeInPieces_GivesEachWhole()
    {
        var buffer = new MessageBuffer();
        foreach (var size in new[] { 0, 1, 25, 300_000, 2, 70_000, 1_000_000, 3 })
        {
            var message = new byte[size];
            new Random(size).NextBytes(message);
            var read = await buffer.ReadAsync(new Pieces(message));
            Assert.True(read.Span.SequenceEqual(message));
        }
    }

    [Fact]
    public async Task ReadAsync_TheConnectionEndsWithin_Throws()
    {
        var buffer = new MessageBuffer();
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await buffer.ReadAsync(new Pieces(new byte[100], missing: 1)));
    }

    /// <summary>Gives up to 1,000 bytes at a time, and says that there are more than come.</summary>
    private sealed class Pieces(byte[] bytes, int missing = 0) : MemoryStream(bytes)
    {
        public override long Length => base.Length + missing;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
    }
}
