using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>Where a client finds the server, and how patient it is. The portals' own numbers, shortened.</summary>
internal sealed record Surroundings
{
    /// <summary>The first is used until it fails, then the next, and so on around.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    public required string AnonKey { get; init; }

    public required ITokens Tokens { get; init; }

    /// <summary>For requests, where they are to run out at other times than the channel's; null: the same.</summary>
    public ITokens? RequestTokens { get; init; }

    /// <summary>No answer for this long is none.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A dead connection is noticed after one to two of these.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a join may wait for its answer.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pauses grow from the first to the second; half of each is chance.</summary>
    public (TimeSpan Shortest, TimeSpan Longest) Pause { get; init; } = (TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));

    /// <summary>How often a client without a live channel asks.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan PauseAfter(int failures)
    {
        var longest = Math.Min(Pause.Longest.TotalMilliseconds, Pause.Shortest.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 20)));
        return TimeSpan.FromMilliseconds((longest / 2) + (Random.Shared.NextDouble() * longest / 2));
    }
}
