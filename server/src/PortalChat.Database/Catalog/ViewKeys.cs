namespace PortalChat.Database.Catalog;

/// <summary>
/// Gives views the keys of the tables whose columns they show: a view that shows a key's columns can be embedded along it,
/// from either side, and has the primary key that it shows.
/// </summary>
/// <param name="tables">All tables and views by oid, with the keys that they have themselves.</param>
/// <param name="columnNames">By the table's oid and the column's number.</param>
/// <param name="shown">For each view where its columns come from.</param>
internal sealed class ViewKeys(
    IReadOnlyDictionary<uint, CatalogTable> tables,
    IReadOnlyDictionary<(uint Table, int Number), string> columnNames,
    ILookup<uint, ViewColumn> shown)
{
    /// <summary>Views on views on views: deeper ones are rare, and a circle there cannot be.</summary>
    private const int MaxDepth = 32;

    public IEnumerable<CatalogTable> Infer()
    {
        // 1. How each view shows each table: names of the table's columns to names of the view's.
        var byTable = tables.Values.Where(table => shown.Contains(table.Oid)).SelectMany(Showings).ToLookup(showing => showing.Table.Name);

        // 2. Each key once more for every pair of what shows its two ends.
        var keys = tables.Values.SelectMany(table => table.ForeignKeys).SelectMany(key => Again(key, byTable)).ToLookup(key => key.Table);
        var primaryKeys = byTable.SelectMany(showings => showings).Where(showing => showing.PrimaryKey is not null).ToLookup(showing => showing.View.Name);
        return tables.Values.Select(table => table with
        {
            ForeignKeys = [.. table.ForeignKeys, .. keys[table.Name]],
            PrimaryKey = primaryKeys.Contains(table.Name)
                ? [.. primaryKeys[table.Name].SelectMany(showing => showing.PrimaryKey!).Distinct()]
                : table.PrimaryKey,
        });
    }

    private IEnumerable<Showing> Showings(CatalogTable view) => shown[view.Oid]
        .Select(column => (Own: columnNames.GetValueOrDefault((view.Oid, column.Number)), Origin: Resolve(column)))
        .Where(column => column.Own is not null && column.Origin is not null)
        .GroupBy(column => column.Origin!.Value.Table)
        .Select(group => new Showing(
            view,
            group.Key,
            // Where a view shows a column twice, the first counts.
            group.GroupBy(column => column.Origin!.Value.Name).ToDictionary(same => same.Key, same => same.First().Own!)));

    /// <summary>Down through other views to the table itself.</summary>
    private (CatalogTable Table, string Name)? Resolve(ViewColumn column)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            if (!tables.TryGetValue(column.Table, out var table))
                return null;
            if (!shown.Contains(column.Table))
                return columnNames.TryGetValue((column.Table, column.Origin), out var name) ? (table, name) : null;
            var next = shown[column.Table].FirstOrDefault(inner => inner.Number == column.Origin);
            if (next is null)
                return null;
            column = next;
        }

        return null;
    }

    private static IEnumerable<CatalogForeignKey> Again(CatalogForeignKey key, ILookup<QualifiedName, Showing> byTable)
    {
        var sources = byTable[key.Table].Where(showing => showing.Shows(key.Columns)).ToList();
        var targets = byTable[key.ReferencedTable].Where(showing => showing.Shows(key.ReferencedColumns)).ToList();
        foreach (var source in sources)
        {
            var own = key with { Table = source.View.Name, Columns = source.Named(key.Columns) };
            yield return own;
            foreach (var target in targets)
                yield return own with { ReferencedTable = target.View.Name, ReferencedColumns = target.Named(key.ReferencedColumns) };
        }

        foreach (var target in targets)
            yield return key with { ReferencedTable = target.View.Name, ReferencedColumns = target.Named(key.ReferencedColumns) };
    }

    /// <param name="View">What shows.</param>
    /// <param name="Table">What is shown.</param>
    /// <param name="Names">From the table's columns to the view's.</param>
    private sealed record Showing(CatalogTable View, CatalogTable Table, IReadOnlyDictionary<string, string> Names)
    {
        /// <summary>The table's, as the view calls it; null where it is not shown whole.</summary>
        public IReadOnlyList<string>? PrimaryKey =>
            Table.PrimaryKey.Count > 0 && Shows(Table.PrimaryKey) ? Named(Table.PrimaryKey) : null;

        public bool Shows(IReadOnlyList<string> columns) => columns.All(Names.ContainsKey);

        public IReadOnlyList<string> Named(IReadOnlyList<string> columns) => [.. columns.Select(column => Names[column])];
    }
}
