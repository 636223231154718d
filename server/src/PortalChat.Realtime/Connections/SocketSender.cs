using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace PortalChat.Realtime.Connections;

/// <summary>
/// What a send needs while it is under way. A <see cref="Socket"/> would keep its own from its first send on, however long it
/// has nothing to send; these are shared by all.
/// </summary>
internal sealed class SocketSender : SocketAsyncEventArgs, IValueTaskSource<int>
{
    private const int MostKept = 64;

    private static readonly ConcurrentQueue<SocketSender> Kept = new();

    private ManualResetValueTaskSourceCore<int> _sent;

    private SocketSender()
        : base(true)
    {
    }

    /// <summary>Sends all of it. Who gives up closes the socket.</summary>
    /// <exception cref="SocketException">The connection has broken.</exception>
    /// <exception cref="ObjectDisposedException">The socket has been closed before.</exception>
    public static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> buffer)
    {
        var sender = Kept.TryDequeue(out var kept) ? kept : new SocketSender();
        try
        {
            while (!buffer.IsEmpty)
            {
                buffer = buffer[await sender.SendSomeAsync(socket, buffer)..];
            }
        }
        finally
        {
            sender.Keep();
        }
    }

    int IValueTaskSource<int>.GetResult(short token) => _sent.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _sent.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _sent.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        if (SocketError == SocketError.Success)
        {
            _sent.SetResult(BytesTransferred);
        }
        else
        {
            _sent.SetException(new SocketException((int)SocketError));
        }
    }

    private ValueTask<int> SendSomeAsync(Socket socket, ReadOnlyMemory<byte> buffer)
    {
        _sent.Reset();
        SetBuffer(MemoryMarshal.AsMemory(buffer));
        if (socket.SendAsync(this))
        {
            return new ValueTask<int>(this, _sent.Version);
        }

        return SocketError == SocketError.Success
            ? ValueTask.FromResult(BytesTransferred)
            : ValueTask.FromException<int>(new SocketException((int)SocketError));
    }

    private void Keep()
    {
        SetBuffer(default);
        if (Kept.Count < MostKept)
        {
            Kept.Enqueue(this);
        }
        else
        {
            Dispose();
        }
    }
}
