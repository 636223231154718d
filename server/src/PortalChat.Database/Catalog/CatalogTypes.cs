namespace PortalChat.Database.Catalog;

/// <summary>The rows of <c>pg_type</c> while a snapshot is being read: resolves what is below a domain.</summary>
internal sealed class CatalogTypes
{
    private readonly Dictionary<uint, CatalogTypeRow> _rows = [];

    public void Add(CatalogTypeRow row) => _rows[row.Oid] = row;

    /// <summary>Enums and domains, which values can be cast to by name.</summary>
    public IEnumerable<CatalogNamedType> Named => _rows.Values
        .Where(row => row.Kind is 'e' or 'd' && row.Name.Schema is not ("pg_catalog" or "information_schema"))
        .Select(row => new CatalogNamedType(row.Name, Get(row.Oid)));

    public CatalogTypeRow? Find(uint oid) => _rows.GetValueOrDefault(oid);

    public CatalogType Get(uint oid) => Get(oid, Find(oid)?.Sql ?? "text");

    /// <summary>The tables and composite types by their oid, once they have been read.</summary>
    public IReadOnlyDictionary<uint, CatalogTable> Tables { get; set; } = new Dictionary<uint, CatalogTable>();

    /// <param name="sql">As printed with the column's own modifier.</param>
    public CatalogType Get(uint oid, string sql)
    {
        var row = Find(oid);
        while (row is { Kind: 'd' } && Find(row.BaseType) is { } below)
            row = below;
        return new CatalogType
        {
            Oid = oid,
            Sql = sql,
            BaseName = row?.Name.Name ?? "unknown",
            Category = row?.Category ?? 'X',
            Labels = row?.Labels ?? [],
            RowOf = row is { Kind: 'c' } ? Tables.GetValueOrDefault(row.Relation)?.Name : null,
        };
    }
}

internal sealed record CatalogTypeRow(
    uint Oid,
    QualifiedName Name,
    char Kind,
    char Category,
    uint BaseType,
    uint Relation,
    string Sql,
    string[] Labels);
