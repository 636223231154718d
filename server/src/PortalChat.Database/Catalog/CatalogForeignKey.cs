namespace PortalChat.Database.Catalog;

/// <summary>A foreign key constraint, seen from the table that has it.</summary>
public sealed record CatalogForeignKey
{
    public required string Name { get; init; }

    public required QualifiedName Table { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    public required QualifiedName ReferencedTable { get; init; }

    /// <summary>In the order of <see cref="Columns"/>.</summary>
    public required IReadOnlyList<string> ReferencedColumns { get; init; }

    /// <summary>At most one row of the table points at a row of the referenced one.</summary>
    public bool IsOneToOne { get; init; }
}
