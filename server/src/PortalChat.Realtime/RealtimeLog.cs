using Microsoft.Extensions.Logging;

namespace PortalChat.Realtime;

/// <summary>Everything that the feature logs. Never a payload, a token, or a row.</summary>
internal static partial class RealtimeLog
{
    [LoggerMessage(3001, LogLevel.Information, "Reading the write-ahead log through slot {Slot} from {Position}")]
    public static partial void WalStreaming(ILogger logger, string slot, string position);

    [LoggerMessage(3002, LogLevel.Warning,
        "The write-ahead log is not being read: {Trouble} Trying again in {Pause}. Channels ended: {Ended}")]
    public static partial void WalLost(ILogger logger, string trouble, TimeSpan pause, int ended);

    [LoggerMessage(3003, LogLevel.Error, "A change of {Schema}.{Table} could not be sent out; its listeners are told to join again")]
    public static partial void ChangeFailed(ILogger logger, Exception exception, string schema, string table);

    [LoggerMessage(3004, LogLevel.Warning, "Policies of {Schema}.{Table} failed for one caller ({SqlState}); he is shown nothing")]
    public static partial void PolicyFailed(ILogger logger, string schema, string table, string sqlState);

    [LoggerMessage(3010, LogLevel.Debug, "A frame of {Bytes} bytes is not a message; dropped")]
    public static partial void MalformedFrame(ILogger logger, int bytes);

    [LoggerMessage(3011, LogLevel.Information, "A socket sends too many messages; closed")]
    public static partial void TooManyMessages(ILogger logger);

    [LoggerMessage(3012, LogLevel.Information, "A reader has more than {Limit} bytes waiting; cut off")]
    public static partial void ReaderTooSlow(ILogger logger, int limit);

    [LoggerMessage(3013, LogLevel.Debug, "A socket has been silent for too long; cut off")]
    public static partial void SocketIdle(ILogger logger);

    [LoggerMessage(3019, LogLevel.Error, "A socket failed; it is cut off")]
    public static partial void SocketFailed(ILogger logger, Exception exception);

    [LoggerMessage(3014, LogLevel.Error, "A channel failed; its client is told to join again")]
    public static partial void ChannelFailed(ILogger logger, Exception exception);

    [LoggerMessage(3015, LogLevel.Debug, "A join was refused: {Code}")]
    public static partial void JoinRefused(ILogger logger, string code);

    [LoggerMessage(3016, LogLevel.Warning, "The database did not answer a channel")]
    public static partial void DatabaseFailed(ILogger logger, Exception exception);

    [LoggerMessage(3020, LogLevel.Warning, "Other servers cannot be reached: {Trouble} Trying again in {Pause}")]
    public static partial void ClusterLost(ILogger logger, string trouble, TimeSpan pause);

    [LoggerMessage(3021, LogLevel.Information, "Server {Node} is here")]
    public static partial void PeerMet(ILogger logger, Guid node);

    [LoggerMessage(3022, LogLevel.Information, "Server {Node} has stopped")]
    public static partial void PeerLeft(ILogger logger, Guid node);

    [LoggerMessage(3023, LogLevel.Warning, "Server {Node} has been silent for {Silence}; its clients count as gone")]
    public static partial void PeerSilent(ILogger logger, Guid node, TimeSpan silence);

    [LoggerMessage(3024, LogLevel.Error, "Server {Node} said what cannot be understood")]
    public static partial void PeerNotUnderstood(ILogger logger, Exception exception, Guid node);
}
