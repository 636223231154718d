using System.Collections.Frozen;

namespace PortalChat.Database.Catalog;

/// <summary>A table, view, foreign table or composite type with its columns.</summary>
public sealed record CatalogTable
{
    private readonly FrozenDictionary<string, CatalogColumn> _byName = FrozenDictionary<string, CatalogColumn>.Empty;
    private readonly IReadOnlyList<CatalogColumn> _columns = [];

    public required uint Oid { get; init; }

    public required QualifiedName Name { get; init; }

    public required CatalogTableKind Kind { get; init; }

    /// <summary>In the table's order.</summary>
    public required IReadOnlyList<CatalogColumn> Columns
    {
        get => _columns;
        init
        {
            _columns = value;
            _byName = value.ToFrozenDictionary(column => column.Name);
        }
    }

    /// <summary>Empty where there is no primary key; a view's is that of the tables whose key it shows.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>
    /// The foreign keys that this table has. A key is there once more for every view that shows one of its two ends.
    /// </summary>
    public IReadOnlyList<CatalogForeignKey> ForeignKeys { get; init; } = [];

    public bool IsInsertable { get; init; }

    public bool IsUpdatable { get; init; }

    public bool IsDeletable { get; init; }

    /// <summary>Row-level security is enabled.</summary>
    public bool HasRowSecurity { get; init; }

    public string? Comment { get; init; }

    public bool IsView => Kind is CatalogTableKind.View or CatalogTableKind.MaterializedView;

    public CatalogColumn? FindColumn(string name) => _byName.GetValueOrDefault(name);
}

public enum CatalogTableKind
{
    Table,
    View,
    MaterializedView,
    ForeignTable,

    /// <summary>A row type made by <c>create type … as</c>: functions return it, nothing is stored in it.</summary>
    CompositeType,
}
