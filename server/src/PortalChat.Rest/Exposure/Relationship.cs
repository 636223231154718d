using PortalChat.Database.Catalog;

namespace PortalChat.Rest.Exposure;

/// <summary>A way from one exposed table to another, as embedding uses it.</summary>
internal sealed record Relationship
{
    public required CatalogTable Source { get; init; }

    public required CatalogTable Target { get; init; }

    public required Cardinality Cardinality { get; init; }

    /// <summary>The foreign key's name; for many-to-many the one towards the source.</summary>
    public required string Constraint { get; init; }

    /// <summary>Pairs that must be equal. For many-to-many: of the source and the junction.</summary>
    public required IReadOnlyList<ColumnPair> Columns { get; init; }

    public Junction? Junction { get; init; }

    /// <summary>Set for a computed way: the function that makes the target's rows from the source's row.</summary>
    public CatalogFunction? Function { get; init; }

    public bool IsToOne => Cardinality is Cardinality.ManyToOne or Cardinality.OneToOne;

    /// <summary>The foreign key is the source's own, not the target's.</summary>
    public bool IsOwnKey { get; init; }

    public bool IsToItself => Source.Name == Target.Name && Junction is null;
}

internal enum Cardinality
{
    ManyToOne,
    OneToMany,
    OneToOne,
    ManyToMany,
}

/// <param name="Source">A column on the side that the way starts from.</param>
internal sealed record ColumnPair(string Source, string Target);

/// <summary>The table in the middle of a many-to-many way.</summary>
/// <param name="Columns">Pairs of the junction and the target.</param>
internal sealed record Junction(CatalogTable Table, string Constraint, IReadOnlyList<ColumnPair> Columns);
