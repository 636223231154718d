namespace PortalChat.Host.Desk;

/// <summary>How the desk does, all chats together. Times are in seconds; null where there is no chat to measure.</summary>
internal sealed record DeskFigures
{
    public required long Waiting { get; init; }

    public required long Active { get; init; }

    /// <summary>During the last hour.</summary>
    public required long Resolved { get; init; }

    /// <summary>Messages stored since Postgres began to count; grows.</summary>
    public required long Messages { get; init; }

    /// <summary>0 while nobody waits.</summary>
    public required double WaitLongest { get; init; }

    /// <summary>0 while nobody waits.</summary>
    public required double WaitMedian { get; init; }

    public required double? ClaimMedian { get; init; }

    public required double? Claim95 { get; init; }

    public required double? ReplyMedian { get; init; }

    public required double? Reply95 { get; init; }
}
