using System.Buffers;
using System.Net.WebSockets;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Sockets;

/// <summary>
/// What waits to be sent on one socket, in order. Sending never waits for the reader: a queue that grows beyond its
/// limit means that the reader is too slow, and the socket is cut off rather than fed with holes.
/// </summary>
/// <param name="upgraded">Only this class sends messages on it.</param>
/// <param name="maxBytes">What may wait; one message is let through whatever its size.</param>
/// <param name="tooSlow">Told once when the limit is passed.</param>
internal sealed class Outbox(Upgraded upgraded, int maxBytes, Action tooSlow) : IThreadPoolWorkItem
{
    /// <summary>Bytes that are written at once.</summary>
    private const int MaxWrite = 64 * 1024;

    /// <summary>Locked for everything here: a lock of its own would be one more object for each socket.</summary>
    private readonly Queue<OutFrame> _frames = new(0);

    private long _bytes;
    private bool _draining;
    private bool _closed;
    private TaskCompletionSource? _done;
    private bool _isDone;
    private (WebSocketCloseStatus Status, string Reason)? _farewell;

    /// <summary>What waits at this moment; read without the lock, so that watching costs senders nothing.</summary>
    public long QueuedBytes => Volatile.Read(ref _bytes);

    /// <summary>Ends when goodbye has been said, or nothing can be said any more.</summary>
    public Task Done
    {
        get
        {
            lock (_frames)
            {
                _done ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_isDone)
                {
                    _done.TrySetResult();
                }

                return _done.Task;
            }
        }
    }

    /// <param name="frame">Goes out behind what waits.</param>
    /// <param name="departures">Where this is one of many; it then sets the outbox off, else that is done here.</param>
    /// <returns>False when the socket takes nothing any more.</returns>
    public bool Send(OutFrame frame, Departures? departures = null)
    {
        bool fits, hasToGo = false;
        lock (_frames)
        {
            if (_closed || _farewell is not null)
            {
                return false;
            }

            fits = _bytes == 0 || _bytes + frame.Bytes.Length <= maxBytes;
            if (fits)
            {
                _frames.Enqueue(frame);
                _bytes += frame.Bytes.Length;
                hasToGo = !_draining;
                _draining = true;
            }
        }

        if (!fits)
        {
            Cut();
            tooSlow();
            return false;
        }

        if (hasToGo && departures is null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else if (hasToGo)
        {
            departures!.Add(this);
        }

        return true;
    }

    /// <summary>Says goodbye after what waits has been sent.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        lock (_frames)
        {
            if (!_closed && _farewell is null)
            {
                _farewell = (status, reason);
                StartDraining();
            }
        }
    }

    /// <summary>Drops what waits and the connection with it.</summary>
    public void Cut()
    {
        lock (_frames)
        {
            _closed = true;
            _frames.Clear();
            _bytes = 0;
        }

        // Not here: what waits for the socket would go on in this call, under whatever locks its caller holds.
        ThreadPool.UnsafeQueueUserWorkItem(static abort => abort(), upgraded.Abort, preferLocal: false);
        SetDone();
    }

    private void SetDone()
    {
        lock (_frames)
        {
            _isDone = true;
            _done?.TrySetResult();
        }
    }

    private void StartDraining()
    {
        if (!_draining)
        {
            _draining = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute() => Drain();

    /// <summary>For whoever has been told to set it off, and once for each time.</summary>
    // Owned by this outbox: it ends when nothing waits, and lets no exception out.
    public void Drain() => _ = DrainAsync();

    private async Task DrainAsync()
    {
        try
        {
            while (Next() is { } frame)
            {
                var sent = await SendAsync(frame);
                lock (_frames)
                {
                    _bytes = Math.Max(0, _bytes - sent);
                }
            }

            if (_farewell is { } farewell)
            {
                await upgraded.WebSocket.CloseOutputAsync(farewell.Status, farewell.Reason, CancellationToken.None);
                SetDone();
            }
        }
        catch (Exception)
        {
            // The peer is gone, in whichever way; the reading side ends with it.
            Cut();
        }
    }

    /// <summary>Sends a message, and with it what waits behind it; gives how many bytes of messages that were.</summary>
    private async ValueTask<int> SendAsync(OutFrame first)
    {
        if (upgraded.Stream is not { } stream)
        {
            await upgraded.WebSocket.SendAsync(first.Bytes, first.Type, endOfMessage: true, CancellationToken.None);
            return first.Bytes.Length;
        }

        if (Peek() is not { } second || first.Whole.Length + second.Whole.Length > MaxWrite)
        {
            await stream.WriteAsync(first.Whole);
            return first.Bytes.Length;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(MaxWrite);
        try
        {
            var (length, sent) = (0, 0);
            for (var frame = first; frame is not null; frame = NextWithin(MaxWrite - length))
            {
                frame.Whole.CopyTo(buffer.AsMemory(length));
                length += frame.Whole.Length;
                sent += frame.Bytes.Length;
            }

            await stream.WriteAsync(buffer.AsMemory(0, length));
            return sent;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private OutFrame? Peek()
    {
        lock (_frames)
        {
            return _frames.TryPeek(out var frame) ? frame : null;
        }
    }

    private OutFrame? NextWithin(int bytes)
    {
        lock (_frames)
        {
            return _frames.TryPeek(out var frame) && frame.Whole.Length <= bytes ? _frames.Dequeue() : null;
        }
    }

    private OutFrame? Next()
    {
        lock (_frames)
        {
            if (_frames.TryDequeue(out var frame))
            {
                return frame;
            }

            // The farewell is the last thing: draining never starts again after it.
            _draining = _farewell is not null;
            return null;
        }
    }
}
