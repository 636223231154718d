using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Cluster;

/// <summary>
/// What is yet to be told to the other servers, in order. Takes nothing while there is nobody to tell. Never waits: when
/// more is said than goes out, broadcasts are lost to the others, and what is shown is told anew later.
/// </summary>
internal sealed class ClusterOutbox(RealtimeOptions options, ClusterMetrics metrics) : ITopicEcho
{
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _waiting = new();
    private TaskCompletionSource _news = NewSignal();
    private long _bytes;
    private bool _isLinked;
    private bool _owesState;
    private volatile bool _hasListeners;

    /// <summary>A broadcast and its names, or a meta. What is longer stays on its server.</summary>
    public int MaxRecordBytes { get; } = options.MaxBroadcastBytes + options.MaxPresenceBytes + (64 * 1024);

    /// <summary>Whether other servers are known. What is shown from then on is told, or told with the state.</summary>
    public bool HasListeners
    {
        set => _hasListeners = value;
    }

    public void Said(TopicKey topic, UserBroadcast broadcast)
    {
        if (_hasListeners)
        {
            Add(new PeerRecord.Said(topic, broadcast), mayBeDropped: true);
        }
    }

    public void Shown(TopicKey topic, PresenceMeta meta, PresenceMeta? before)
    {
        if (_hasListeners)
        {
            Add(new PeerRecord.Shown(topic, meta, before?.Ref), mayBeDropped: true);
        }
    }

    public void Gone(TopicKey topic, PresenceMeta meta)
    {
        if (_hasListeners)
        {
            Add(new PeerRecord.Gone(topic, meta.Ref), mayBeDropped: true);
        }
    }

    public void Tell(PeerRecord record) => Add(record, mayBeDropped: false);

    /// <summary>Has all that is shown here told anew, once there is room.</summary>
    public void OweState()
    {
        lock (_lock)
        {
            _owesState = true;
            _news.TrySetResult();
        }
    }

    /// <summary>From now on there is somebody to carry it.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _isLinked = true;
        }
    }

    /// <summary>Forgets what waits and takes nothing more. True when it was open.</summary>
    public bool Close()
    {
        lock (_lock)
        {
            var was = _isLinked;
            _isLinked = false;
            _waiting.Clear();
            _bytes = 0;
            _owesState = false;
            return was;
        }
    }

    /// <summary>True once, when the state is owed and there is room for it.</summary>
    public bool TakeOwedState()
    {
        lock (_lock)
        {
            if (!_owesState || _bytes > options.MaxPeerQueueBytes / 2)
            {
                return false;
            }

            _owesState = false;
            return true;
        }
    }

    /// <summary>Several records as one message, or nothing.</summary>
    public byte[]? Take(int maxBytes)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _news = _news.Task.IsCompleted && !_owesState ? NewSignal() : _news;
                return null;
            }

            using var message = new MemoryStream();
            do
            {
                message.Write(_waiting.Dequeue());
            }
            while (_waiting.TryPeek(out var next) && message.Length + next.Length <= maxBytes);
            _bytes -= message.Length;
            return message.ToArray();
        }
    }

    /// <summary>Waits until there may be something to take; false when that takes too long.</summary>
    public async ValueTask<bool> WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        Task news;
        lock (_lock)
        {
            news = _news.Task;
        }

        try
        {
            await news.WaitAsync(patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Add(PeerRecord record, bool mayBeDropped)
    {
        var bytes = PeerRecordFormat.Write(record);
        lock (_lock)
        {
            if (!_isLinked)
            {
                return;
            }

            if (mayBeDropped
                && (_bytes + bytes.Length > options.MaxPeerQueueBytes || bytes.Length > MaxRecordBytes))
            {
                _owesState |= record is not PeerRecord.Said && bytes.Length <= MaxRecordBytes;
                metrics.Dropped();
                return;
            }

            _waiting.Enqueue(bytes);
            _bytes += bytes.Length;
            _news.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
