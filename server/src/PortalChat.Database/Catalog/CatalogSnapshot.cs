using System.Collections.Frozen;

namespace PortalChat.Database.Catalog;

/// <summary>
/// What <c>pg_catalog</c> said at one moment about the tables, types and functions outside Postgres's own schemas.
/// Immutable: a reload makes a new one.
/// </summary>
public sealed class CatalogSnapshot
{
    public static CatalogSnapshot Empty { get; } = new([], [], [], []);

    public CatalogSnapshot(
        IEnumerable<CatalogTable> tables,
        IEnumerable<CatalogFunction> functions,
        IEnumerable<CatalogNamedType> types,
        IEnumerable<string> timeZones)
    {
        Tables = tables.ToFrozenDictionary(table => table.Name);
        TablesByOid = Tables.Values.ToFrozenDictionary(table => table.Oid);
        Functions = functions
            .GroupBy(function => function.Name)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<CatalogFunction> (group) => [.. group]);
        Types = types.ToFrozenDictionary(type => type.Name);
        TimeZones = timeZones.ToFrozenSet(StringComparer.Ordinal);
    }

    public FrozenDictionary<QualifiedName, CatalogTable> Tables { get; }

    public FrozenDictionary<uint, CatalogTable> TablesByOid { get; }

    /// <summary>By name; several where a name is overloaded.</summary>
    public FrozenDictionary<QualifiedName, IReadOnlyList<CatalogFunction>> Functions { get; }

    /// <summary>Enums and domains.</summary>
    public FrozenDictionary<QualifiedName, CatalogNamedType> Types { get; }

    public FrozenSet<string> TimeZones { get; }
}

/// <summary>An enum or a domain, which a value can be cast to.</summary>
public sealed record CatalogNamedType(QualifiedName Name, CatalogType Type);
