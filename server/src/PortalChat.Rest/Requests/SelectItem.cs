namespace PortalChat.Rest.Requests;

/// <summary>One entry of <c>select</c>.</summary>
internal abstract record SelectItem
{
    private SelectItem()
    {
    }

    /// <summary><c>*</c></summary>
    public sealed record Star : SelectItem;

    /// <summary><c>alias:column-&gt;key::cast.sum()::cast</c>. Without a field it is <c>count()</c>.</summary>
    public sealed record Field(
        FieldPath? Path, string? Alias, string? Cast, AggregateKind? Aggregate, string? AggregateCast) : SelectItem;

    /// <summary><c>alias:relation!hint!inner(…)</c> or, spread, <c>...relation(…)</c>.</summary>
    public sealed record Embed(
        string Relation, string? Alias, string? Hint, bool IsInner, bool IsSpread, IReadOnlyList<SelectItem> Items)
        : SelectItem;
}

internal enum AggregateKind
{
    Sum,
    Avg,
    Count,
    Max,
    Min,
}
