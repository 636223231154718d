using Microsoft.Extensions.Options;

namespace PortalChat.Realtime;

/// <summary>How the realtime feature behaves; every number has its unit and its reason.</summary>
public sealed record RealtimeOptions
{
    /// <summary>
    /// A connection string of a role with REPLICATION and the right to read the catalog (<c>postgres</c> on
    /// Supabase). Never used to read rows on somebody's behalf.
    /// </summary>
    public required string ReplicationConnectionString { get; init; }

    /// <summary>
    /// Where the write-ahead log is read: a physical standby of the database (Postgres 16 and later), as a role with
    /// REPLICATION. Null: the database itself.
    /// </summary>
    public string? WalConnectionString { get; init; }

    /// <summary>
    /// How long a standby may take to replay what the database has written. One that takes longer is given up until it
    /// has caught up, and the clients are told to pull: a live view that is not live is worse than none.
    /// </summary>
    public TimeSpan MaxStandbyDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Names the tables whose changes clients may subscribe to. Supabase's own name.</summary>
    public string Publication { get; init; } = "supabase_realtime";

    /// <summary>Where it exists, rows of <c>realtime.messages</c> are broadcast. Supabase's own name.</summary>
    public string MessagesPublication { get; init; } = "supabase_realtime_messages_publication";

    /// <summary>What <see cref="MaxSockets"/> is by default. A socket costs some 9 kB, so this is some 500 MB.</summary>
    public const int DefaultMaxSockets = 50_000;

    /// <summary>Sockets at once; more are refused with 429.</summary>
    public int MaxSockets { get; init; } = DefaultMaxSockets;

    /// <summary>Connections of all kinds at once, each an open file; more are closed as they come.</summary>
    public int MaxConnections { get; init; } = int.MaxValue;

    /// <summary>Channels on one socket. Upstream's default.</summary>
    public int MaxChannelsPerSocket { get; init; } = 100;

    /// <summary>Joins per second on one socket; the socket that asks for more is closed. Upstream's default.</summary>
    public int MaxJoinsPerSecond { get; init; } = 100;

    /// <summary>Messages per second on one socket, joins and heartbeats included. Upstream's default.</summary>
    public int MaxMessagesPerSecond { get; init; } = 100;

    /// <summary>Presence calls per second on one channel: each is told to everybody there.</summary>
    public int MaxPresenceCallsPerSecond { get; init; } = 10;

    /// <summary>Calls for one channel that may wait for an earlier one; the channel that asks for more is ended.</summary>
    public int MaxPendingPerChannel { get; init; } = 100;

    /// <summary>Change bindings of one channel. Far more than a screen needs.</summary>
    public int MaxBindingsPerChannel { get; init; } = 100;

    /// <summary>Bytes of one message from a client; a larger one closes its socket (1009). Upstream's.</summary>
    public int MaxFrameBytes { get; init; } = 5_000_000;

    /// <summary>Bytes of one broadcast's payload; a larger one is not passed on. Upstream's 3,000 kB.</summary>
    public int MaxBroadcastBytes { get; init; } = 3_000_000;

    /// <summary>Bytes that one channel may show of itself: everybody who joins gets all of them.</summary>
    public int MaxPresenceBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// Bytes waiting for one reader. Beyond it the reader is too slow and is cut off; it reconnects and catches up.
    /// </summary>
    public int MaxQueuedBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes of one change; a larger one is sent with its small values only. Upstream's 1 MiB.</summary>
    public int MaxChangeBytes { get; init; } = 1024 * 1024;

    /// <summary>A socket that says nothing for so long is gone: clients send a heartbeat every 25 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>How often a silent connection is pinged: one that only this side believes in is found out.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a ping may go unanswered.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a join waits until changes can be seen. Below the client's own 10 s.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The first pause before the write-ahead log is opened again; doubles up to the longest one.</summary>
    public TimeSpan ShortestReconnectPause { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestReconnectPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Bytes of write-ahead log that this server may be behind. Beyond it, it lets its slot go, so that Postgres need
    /// not keep the log, and tells the clients to pull.
    /// </summary>
    public long MaxLagBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Whether broadcasts and presence reach the clients of other servers on this database.</summary>
    public bool CrossesServers { get; init; } = true;

    /// <summary>
    /// How often a server that is not alone says that it is there. Each is one small notification to each of the others.
    /// </summary>
    public TimeSpan PeerHeartbeat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A server that is silent for so long is gone, and its clients with it: long enough for a pause or a lost
    /// connection, short enough that nobody waits for those who are not there.
    /// </summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes that wait to be told to other servers. Beyond it broadcasts stay on this server.</summary>
    public int MaxPeerQueueBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Refuses channels that are not private.</summary>
    public bool PrivateOnly { get; init; }

    /// <exception cref="OptionsValidationException">A value cannot work; the message names it.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(ReplicationConnectionString) || string.IsNullOrWhiteSpace(Publication))
        {
            throw new OptionsValidationException(
                nameof(RealtimeOptions),
                typeof(RealtimeOptions),
                ["Realtime needs a replication connection string and a publication."]);
        }

        foreach (var (name, value) in new (string, long)[]
        {
            (nameof(MaxSockets), MaxSockets),
            (nameof(MaxConnections), MaxConnections),
            (nameof(MaxChannelsPerSocket), MaxChannelsPerSocket),
            (nameof(MaxJoinsPerSecond), MaxJoinsPerSecond),
            (nameof(MaxMessagesPerSecond), MaxMessagesPerSecond),
            (nameof(MaxPresenceCallsPerSecond), MaxPresenceCallsPerSecond),
            (nameof(MaxPendingPerChannel), MaxPendingPerChannel),
            (nameof(MaxBindingsPerChannel), MaxBindingsPerChannel),
            (nameof(MaxFrameBytes), MaxFrameBytes),
            (nameof(MaxBroadcastBytes), MaxBroadcastBytes),
            (nameof(MaxPresenceBytes), MaxPresenceBytes),
            (nameof(MaxQueuedBytes), MaxQueuedBytes),
            (nameof(MaxChangeBytes), MaxChangeBytes),
            (nameof(MaxLagBytes), MaxLagBytes),
            (nameof(MaxPeerQueueBytes), MaxPeerQueueBytes),
            (nameof(PeerHeartbeat), PeerHeartbeat.Ticks),
            (nameof(PeerTimeout), PeerTimeout.Ticks),
            (nameof(MaxStandbyDelay), MaxStandbyDelay.Ticks),
            (nameof(IdleTimeout), IdleTimeout.Ticks),
            (nameof(PingInterval), PingInterval.Ticks),
            (nameof(PingTimeout), PingTimeout.Ticks),
            (nameof(JoinTimeout), JoinTimeout.Ticks),
            (nameof(ShortestReconnectPause), ShortestReconnectPause.Ticks),
            (nameof(LongestReconnectPause), LongestReconnectPause.Ticks),
        })
        {
            if (value <= 0)
            {
                throw new OptionsValidationException(
                    nameof(RealtimeOptions),
                    typeof(RealtimeOptions),
                    [$"Realtime option {name} must be more than zero, not {value}."]);
            }
        }
    }
}
