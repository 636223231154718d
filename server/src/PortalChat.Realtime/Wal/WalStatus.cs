namespace PortalChat.Realtime.Wal;

/// <summary>Whether the write-ahead log is being read at this moment, and how far behind.</summary>
internal sealed class WalStatus
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _streaming = NewSignal();
    private bool _isStreaming;
    private long _lagBytes;

    public bool IsStreaming => Volatile.Read(ref _isStreaming);

    public string? Trouble { get; private set; } = "The write-ahead log has not been opened yet.";

    public long LagBytes
    {
        get => Volatile.Read(ref _lagBytes);
        set => Volatile.Write(ref _lagBytes, value);
    }

    public void Streaming()
    {
        lock (_lock)
        {
            Trouble = null;
            Volatile.Write(ref _isStreaming, true);
            _streaming.TrySetResult();
        }
    }

    /// <summary>True when it was streaming until now.</summary>
    public bool Lost(string trouble)
    {
        lock (_lock)
        {
            Trouble = trouble;
            var was = _isStreaming;
            Volatile.Write(ref _isStreaming, false);
            if (was)
            {
                _streaming = NewSignal();
            }

            return was;
        }
    }

    /// <summary>Waits until the log is being read; false when that takes too long.</summary>
    public async ValueTask<bool> WhenStreamingAsync(
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (IsStreaming)
        {
            return true;
        }

        Task signal;
        lock (_lock)
        {
            signal = _streaming.Task;
        }

        try
        {
            await signal.WaitAsync(patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
