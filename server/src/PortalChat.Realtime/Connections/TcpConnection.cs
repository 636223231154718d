using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace PortalChat.Realtime.Connections;

/// <summary>
/// A connection as Kestrel wants it, with a pipe each way between it and the socket, until somebody takes the socket: a
/// WebSocket lives for hours and needs nothing of all this.
/// </summary>
internal sealed class TcpConnection : DefaultConnectionContext
{
    /// <summary>Of a request that nobody reads, in bytes; Kestrel's.</summary>
    private const int MostUnread = 1024 * 1024;

    /// <summary>Of an answer that the client does not read, in bytes; Kestrel's.</summary>
    private const int MostUnsent = 64 * 1024;

    private readonly Socket _socket;
    private readonly OpenConnections _open;
    private readonly Pipe _input = new(Options(MostUnread));
    private readonly Pipe _output = new(Options(MostUnsent));
    private readonly CancellationTokenSource _stopReceiving = new();

    // Not disposed: it may be told last of all, by a thread of its own, and holds nothing.
    private readonly CancellationTokenSource _closed = new();
    private readonly KeptPipes _pipes;
    private readonly Task _receiving;
    private readonly Task _sending;
    private Func<SocketStream, Task>? _next;

    public TcpConnection(Socket socket, OpenConnections open)
    {
        _socket = socket;
        _open = open;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        socket.NoDelay = socket.ProtocolType == ProtocolType.Tcp;
        ConnectionClosed = _closed.Token;
        Transport = _pipes = new KeptPipes(this);
        Features.Set(this);
        _receiving = ReceiveAsync();
        _sending = SendAsync();
    }

    private bool IsTaken => Volatile.Read(ref _next) is not null;

    /// <summary>Whether nothing stands between the request and the socket, as TLS would.</summary>
    public bool IsReachedBy(IDuplexPipe? transport) => ReferenceEquals(transport, _pipes);

    /// <summary>
    /// Has <paramref name="next"/> run with the socket once the request has been answered and Kestrel is done with it. It has
    /// to close the socket, and lets no exception out.
    /// </summary>
    public void Take(Func<SocketStream, Task> next) => Volatile.Write(ref _next, next);

    /// <summary>Drops the connection at once.</summary>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        _socket.Close(timeout: 0);
        _output.Reader.CancelPendingRead();
    }

    /// <summary>By Kestrel, when it is done with the connection.</summary>
    public override async ValueTask DisposeAsync()
    {
        _output.Writer.Complete();
        await _sending;
        if (_next is { } next)
        {
            await _stopReceiving.CancelAsync();
            await _receiving;

            // Without the context of the request, and not waited for: either would be kept for as long as the socket is there.
            ThreadPool.UnsafeQueueUserWorkItem(static taken => _ = taken.next(taken.Socket), (next, Socket: Unread()), preferLocal: false);
        }
        else
        {
            _input.Reader.Complete();
            await _receiving;
            _socket.Dispose();
            _open.Release();
        }

        _stopReceiving.Dispose();
        await base.DisposeAsync();
    }

    // What resumes a pipe runs where that happened, which spares a thread its waking, but for what has been held up.
    private static PipeOptions Options(int most) => new(
        readerScheduler: PipeScheduler.Inline,
        writerScheduler: PipeScheduler.ThreadPool,
        pauseWriterThreshold: most,
        resumeWriterThreshold: most / 2,
        useSynchronizationContext: false);

    private async Task ReceiveAsync()
    {
        Exception? error = null;
        try
        {
            int received;
            var flushed = default(FlushResult);
            do
            {
                // Who says nothing is given no buffer.
                await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, _stopReceiving.Token);
                received = await _socket.ReceiveAsync(_input.Writer.GetMemory(), SocketFlags.None, _stopReceiving.Token);
                if (received > 0)
                {
                    _input.Writer.Advance(received);
                    flushed = await _input.Writer.FlushAsync();
                }
            }
            while (received > 0 && !flushed.IsCompleted && !flushed.IsCanceled);
        }
        catch (OperationCanceledException)
        {
            // Whoever has taken the socket reads on.
            return;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            error = new ConnectionResetException(gone.Message, gone);
        }

        await _input.Writer.CompleteAsync(error);

        // On another thread: whoever waits for it may do anything.
        _ = _closed.CancelAsync();
    }

    private async Task SendAsync()
    {
        Exception? error = null;
        try
        {
            ReadResult read;
            do
            {
                read = await _output.Reader.ReadAsync();
                await SendAsync(read.Buffer);
                _output.Reader.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted && !read.IsCanceled);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            error = new ConnectionResetException(gone.Message, gone);
        }

        if (!IsTaken)
        {
            Shutdown();
        }

        await _output.Reader.CompleteAsync(error);
        _input.Writer.CancelPendingFlush();
    }

    private async ValueTask SendAsync(ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            await SocketSender.SendAsync(_socket, bytes.First);
            return;
        }

        foreach (var piece in bytes)
        {
            await SocketSender.SendAsync(_socket, piece);
        }
    }

    /// <summary>Ends receiving too.</summary>
    private void Shutdown()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }
    }

    /// <summary>The socket, behind what has been received from it already.</summary>
    private SocketStream Unread()
    {
        byte[] unread;
        _input.Writer.Complete();
        try
        {
            _input.Reader.TryRead(out var read);
            unread = read.Buffer.ToArray();
        }
        catch (ConnectionResetException)
        {
            // The client is gone, as the next to read from the socket will find.
            unread = [];
        }

        _input.Reader.Complete();
        return new SocketStream(_socket, unread, _open);
    }

    /// <summary>The connection's pipes, of which the one that is read from is not completed once the socket has been taken.</summary>
    private sealed class KeptPipes(TcpConnection connection) : PipeReader, IDuplexPipe
    {
        private readonly PipeReader _reader = connection._input.Reader;

        public PipeReader Input => this;

        public PipeWriter Output { get; } = connection._output.Writer;

        public override void AdvanceTo(SequencePosition consumed) => _reader.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _reader.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => _reader.CancelPendingRead();

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => _reader.ReadAsync(cancellationToken);

        public override bool TryRead(out ReadResult result) => _reader.TryRead(out result);

        public override void Complete(Exception? exception = null)
        {
            if (!connection.IsTaken)
            {
                _reader.Complete(exception);
            }
        }

        protected override ValueTask<ReadResult> ReadAtLeastAsyncCore(int minimumSize, CancellationToken cancellationToken) =>
            _reader.ReadAtLeastAsync(minimumSize, cancellationToken);
    }
}
