using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>One thing that a level selects from its own rows.</summary>
internal abstract record PlannedColumn
{
    private PlannedColumn()
    {
    }

    public sealed record Star : PlannedColumn;

    /// <param name="Name">The key in the result.</param>
    /// <param name="Field">Null only for <c>count()</c> of rows.</param>
    /// <param name="Cast">A type as SQL.</param>
    /// <param name="AggregateCast">A type as SQL.</param>
    public sealed record Value(
        string Name, FieldReference? Field, string? Cast, AggregateKind? Aggregate, string? AggregateCast) : PlannedColumn;
}
