namespace PortalChat.Realtime;

/// <summary>How the realtime feature is doing, for health checks and metrics. Cheap to ask.</summary>
public interface IRealtimeHealth
{
    /// <summary>Whether the write-ahead log is being read; while not, joins with change bindings wait.</summary>
    bool IsStreaming { get; }

    /// <summary>Why it is not being read, in one sentence without secrets; null while it is.</summary>
    string? Trouble { get; }

    /// <summary>Bytes of write-ahead log between the server's newest and what has been read here.</summary>
    long LagBytes { get; }

    /// <summary>
    /// How old the oldest change is that has been read and not been handed out, or, where that is older, what was read
    /// last. By Postgres' clock for the commit and by this server's for now. Zero while nothing happens.
    /// </summary>
    TimeSpan Lag { get; }

    int Sockets { get; }

    /// <summary>Bytes that wait for slow readers, all together.</summary>
    long QueuedBytes { get; }

    /// <summary>Bytes that wait for the slowest reader.</summary>
    long LargestQueueBytes { get; }

    int Channels { get; }

    /// <summary>Channels that listen to changes.</summary>
    int Subscriptions { get; }

    /// <summary>Other servers on this database that are heard.</summary>
    int Peers { get; }

    /// <summary>Why other servers cannot be heard, in one sentence without secrets; null while they can.</summary>
    string? PeersTrouble { get; }
}
