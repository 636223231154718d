namespace PortalChat.Faults.Tests.Runs;

/// <summary>Who takes part in a run, and how quickly they write.</summary>
internal sealed record Cast
{
    /// <summary>Each has a chat of his own, which the others must not see. The first has a second tab.</summary>
    public int Players { get; init; } = 3;

    /// <summary>They answer in the players' chats, taking turns. A lead watches beside them and writes nothing.</summary>
    public int Gres { get; init; } = 2;

    /// <summary>A writer's longest pause between two messages; half of it is the shortest.</summary>
    public TimeSpan Pause { get; init; } = Extent.Of(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(40));

    /// <summary>Characters that each message has beyond its few.</summary>
    public int Padding { get; init; }
}
