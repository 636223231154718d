namespace PortalChat.Faults.Tests.Verdicts;

/// <summary>What must never be, with what shows it.</summary>
/// <param name="Wrong">The kind.</param>
/// <param name="Client">At whom it shows; null where it shows in the table.</param>
/// <param name="Evidence">For whoever has to find the cause.</param>
internal sealed record Violation(Wrong Wrong, string? Client, string Evidence)
{
    public override string ToString() => $"{Wrong}: {(Client is null ? "" : $"{Client}: ")}{Evidence}";
}

internal enum Wrong
{
    /// <summary>Acknowledged, and not in the table as it was acknowledged.</summary>
    Lost,

    /// <summary>In the table twice, or delivered twice to one join of a channel.</summary>
    Doubled,

    /// <summary>Stored in another order than written, or delivered in another order than stored.</summary>
    Misordered,

    /// <summary>Shown to somebody who may not see it.</summary>
    Leaked,

    /// <summary>The numbers of a chat are not 1, 2, 3 … up to its <c>message_count</c>.</summary>
    Gap,

    /// <summary>A client's thread is not the table's.</summary>
    Different,

    /// <summary>A live channel left out a message and did not say so.</summary>
    Skipped,

    /// <summary>Refused for good although its writer may write.</summary>
    Refused,

    /// <summary>In the table, and nobody wrote it.</summary>
    Invented,
}
