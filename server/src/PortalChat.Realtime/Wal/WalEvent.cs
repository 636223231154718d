using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Wal;

/// <summary>What the write-ahead log tells, in commit order.</summary>
internal abstract record WalEvent
{
    private WalEvent()
    {
    }

    /// <summary>A row of a published table.</summary>
    public sealed record Changed(RowChange Change) : WalEvent;

    /// <summary>A row of <c>realtime.messages</c>: something said from SQL.</summary>
    public sealed record Said(TopicKey Topic, UserBroadcast Broadcast) : WalEvent;
}
