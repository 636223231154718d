using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>A condition whose names are resolved.</summary>
internal abstract record PlannedCondition
{
    private PlannedCondition()
    {
    }

    public sealed record Test(FieldReference Field, bool IsNegated, FilterTest Filter) : PlannedCondition;

    public sealed record Group(bool IsNegated, bool IsAnd, IReadOnlyList<PlannedCondition> Members) : PlannedCondition;

    /// <summary>Whether the embed has a row: <c>author=not.is.null</c>.</summary>
    /// <param name="Embed">The embed's place among those of its level.</param>
    public sealed record Presence(int Embed, bool IsPresent) : PlannedCondition;
}
