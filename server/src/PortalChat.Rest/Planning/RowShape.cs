using PortalChat.Database.Catalog;

namespace PortalChat.Rest.Planning;

/// <summary>What columns the rows have that a level of the query reads.</summary>
internal sealed class RowShape
{
    private readonly Func<string, CatalogColumn?> _find;

    private RowShape(string name, CatalogTable? table, IReadOnlyList<CatalogColumn> columns)
    {
        Name = name;
        Table = table;
        Columns = columns;
        _find = table is not null ? table.FindColumn : wanted => columns.FirstOrDefault(column => column.Name == wanted);
    }

    /// <summary>For messages.</summary>
    public string Name { get; }

    /// <summary>Where relationships start; null for rows that are no table's.</summary>
    public CatalogTable? Table { get; }

    public IReadOnlyList<CatalogColumn> Columns { get; }

    public static RowShape Of(CatalogTable table) => new(table.Name.Name, table, table.Columns);

    public static RowShape Of(string name, IReadOnlyList<CatalogColumn> columns) => new(name, null, columns);

    public CatalogColumn? Find(string column) => _find(column);
}
