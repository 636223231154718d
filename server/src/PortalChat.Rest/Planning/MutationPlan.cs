using PortalChat.Database.Catalog;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>A write to one table.</summary>
internal abstract record MutationPlan(CatalogTable Table)
{
    /// <param name="Columns">Those that get a value from the body.</param>
    /// <param name="Defaulted">Of these, those that get their default where an object has no such key.</param>
    /// <param name="Only">Which of the body's rows count: with PUT, the one that the URL names.</param>
    public sealed record Insert(
        CatalogTable Table,
        Payload Payload,
        IReadOnlyList<CatalogColumn> Columns,
        IReadOnlyList<CatalogColumn> Defaulted,
        ConflictPlan? Conflict,
        IReadOnlyList<PlannedCondition> Only) : MutationPlan(Table);

    /// <param name="Columns">Those that get a value from the body.</param>
    /// <param name="ToDefault">Those that are set to their default.</param>
    public sealed record Update(
        CatalogTable Table,
        Payload Payload,
        IReadOnlyList<CatalogColumn> Columns,
        IReadOnlyList<CatalogColumn> ToDefault,
        RowsPlan Target) : MutationPlan(Table);

    public sealed record Delete(CatalogTable Table, RowsPlan Target) : MutationPlan(Table);
}

/// <param name="Columns">What must be unique.</param>
/// <param name="Merged">What the existing row takes over; none: it stays as it is.</param>
internal sealed record ConflictPlan(IReadOnlyList<CatalogColumn> Columns, IReadOnlyList<CatalogColumn>? Merged);
