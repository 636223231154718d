using System.IO.Pipelines;

namespace PortalChat.Realtime.Sockets;

/// <summary>A connection's pipe that its present user cannot complete once another has taken it.</summary>
internal sealed class KeptOpenPipe : IDuplexPipe
{
    public KeptOpenPipe(IDuplexPipe inner)
    {
        Inner = inner;
        Input = new Reader(this, inner.Input);
        Output = new Writer(this, inner.Output);
    }

    public IDuplexPipe Inner { get; }

    public bool IsTaken { get; set; }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    private sealed class Reader(KeptOpenPipe pipe, PipeReader inner) : PipeReader
    {
        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => inner.ReadAsync(cancellationToken);

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        public override void Complete(Exception? exception = null)
        {
            if (!pipe.IsTaken)
            {
                inner.Complete(exception);
            }
        }

        public override ValueTask CompleteAsync(Exception? exception = null) => pipe.IsTaken ? default : inner.CompleteAsync(exception);

        protected override ValueTask<ReadResult> ReadAtLeastAsyncCore(int minimumSize, CancellationToken cancellationToken) =>
            inner.ReadAtLeastAsync(minimumSize, cancellationToken);
    }

    private sealed class Writer(KeptOpenPipe pipe, PipeWriter inner) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(source, cancellationToken);

        public override void Complete(Exception? exception = null)
        {
            if (!pipe.IsTaken)
            {
                inner.Complete(exception);
            }
        }

        public override ValueTask CompleteAsync(Exception? exception = null) => pipe.IsTaken ? default : inner.CompleteAsync(exception);
    }
}
