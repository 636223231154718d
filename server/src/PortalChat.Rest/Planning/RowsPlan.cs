using PortalChat.Rest.Exposure;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>One level of a read: which rows of what, in which order, and what of each.</summary>
internal sealed record RowsPlan
{
    public required RowShape Shape { get; init; }

    /// <summary>Distinguishes the levels of one statement.</summary>
    public required int Number { get; init; }

    public required IReadOnlyList<PlannedColumn> Columns { get; init; }

    public required IReadOnlyList<PlannedEmbed> Embeds { get; init; }

    /// <summary>All of them hold.</summary>
    public required IReadOnlyList<PlannedCondition> Conditions { get; init; }

    public required IReadOnlyList<PlannedOrder> Order { get; init; }

    public required RowRange Range { get; init; }

    public bool SelectsNothing => Columns.Count == 0 && Embeds.Count == 0;
}

/// <summary>A level inside a level.</summary>
/// <param name="Name">The key in the result.</param>
internal sealed record PlannedEmbed(string Name, Relationship Way, bool IsInner, bool IsSpread, RowsPlan Rows);
