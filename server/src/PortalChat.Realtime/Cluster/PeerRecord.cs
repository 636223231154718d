using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Cluster;

/// <summary>One thing that a server tells the others.</summary>
internal abstract record PeerRecord
{
    private PeerRecord()
    {
    }

    /// <summary>I am alive.</summary>
    public sealed record Beat : PeerRecord;

    /// <summary>Tell me what your clients show.</summary>
    /// <param name="Node">Who is asked; empty for everybody.</param>
    public sealed record Ask(Guid Node) : PeerRecord;

    /// <summary>A client of mine says something.</summary>
    public sealed record Said(TopicKey Topic, UserBroadcast Broadcast) : PeerRecord;

    /// <summary>A client of mine shows itself.</summary>
    /// <param name="Topic">Where.</param>
    /// <param name="Meta">What it shows.</param>
    /// <param name="Replaces">The ref of what it showed before.</param>
    public sealed record Shown(TopicKey Topic, PresenceMeta Meta, string? Replaces) : PeerRecord;

    /// <summary>A client of mine shows itself no longer.</summary>
    public sealed record Gone(TopicKey Topic, string Ref) : PeerRecord;

    /// <summary>All that my clients show follows.</summary>
    public sealed record StateStart : PeerRecord;

    /// <summary>What has not been shown since the start is gone.</summary>
    public sealed record StateEnd : PeerRecord;

    /// <summary>I stop, and my clients are gone.</summary>
    public sealed record Bye : PeerRecord;
}
