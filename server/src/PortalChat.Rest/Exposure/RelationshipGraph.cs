using PortalChat.Database.Catalog;

namespace PortalChat.Rest.Exposure;

/// <summary>Derives all ways between exposed tables from their foreign keys.</summary>
internal static class RelationshipGraph
{
    public static ILookup<QualifiedName, Relationship> Build(
        IReadOnlyDictionary<QualifiedName, CatalogTable> tables, IEnumerable<CatalogFunction> functions)
    {
        var ways = functions.Select(function => Computed(function, tables)).OfType<Relationship>().ToList();
        foreach (var table in tables.Values)
        {
            // A key to a table that is not exposed leads nowhere.
            var keys = table.ForeignKeys.Where(key => tables.ContainsKey(key.ReferencedTable)).ToList();
            foreach (var key in keys)
            {
                var target = tables[key.ReferencedTable];
                ways.Add(Forward(key, table, target));
                ways.Add(Backward(key, table, target));
            }

            ways.AddRange(Through(table, keys, tables));
        }

        return ways.ToLookup(way => way.Source.Name);
    }

    /// <summary>A function from one exposed table's row to rows of another.</summary>
    private static Relationship? Computed(
        CatalogFunction function, IReadOnlyDictionary<QualifiedName, CatalogTable> tables)
    {
        if (function is not { Parameters: [{ Type.RowOf: { } source }], Result.Table: { } target }
            || !tables.TryGetValue(source, out var from)
            || !tables.TryGetValue(target, out var to))
        {
            return null;
        }

        return new Relationship
        {
            Source = from,
            Target = to,
            Cardinality = function.Result.HasOneRow ? Cardinality.ManyToOne : Cardinality.OneToMany,
            Constraint = function.Name.Name,
            Columns = [],
            Function = function,
        };
    }

    private static Relationship Forward(CatalogForeignKey key, CatalogTable table, CatalogTable target) => new()
    {
        Source = table,
        Target = target,
        Cardinality = key.IsOneToOne ? Cardinality.OneToOne : Cardinality.ManyToOne,
        Constraint = key.Name,
        Columns = [.. key.Columns.Zip(key.ReferencedColumns, (own, other) => new ColumnPair(own, other))],
        IsOwnKey = true,
    };

    private static Relationship Backward(CatalogForeignKey key, CatalogTable table, CatalogTable target) => new()
    {
        Source = target,
        Target = table,
        Cardinality = key.IsOneToOne ? Cardinality.OneToOne : Cardinality.OneToMany,
        Constraint = key.Name,
        Columns = [.. key.Columns.Zip(key.ReferencedColumns, (own, other) => new ColumnPair(other, own))],
    };

    /// <summary>A junction is a table with two foreign keys whose columns are all part of its primary key.</summary>
    private static IEnumerable<Relationship> Through(
        CatalogTable junction,
        List<CatalogForeignKey> keys,
        IReadOnlyDictionary<QualifiedName, CatalogTable> tables)
    {
        // Not a view: beside the table that it shows it would only make the way ambiguous.
        if (junction.IsView)
            yield break;
        var inKey = keys.Where(key => key.Columns.All(junction.PrimaryKey.Contains)).ToList();
        foreach (var near in inKey)
        {
            foreach (var far in inKey.Where(far => far.Name != near.Name))
            {
                yield return new Relationship
                {
                    Source = tables[near.ReferencedTable],
                    Target = tables[far.ReferencedTable],
                    Cardinality = Cardinality.ManyToMany,
                    Constraint = near.Name,
                    Columns = [.. near.ReferencedColumns.Zip(near.Columns, (own, middle) => new ColumnPair(own, middle))],
                    Junction = new Junction(
                        junction,
                        far.Name,
                        [.. far.Columns.Zip(far.ReferencedColumns, (middle, other) => new ColumnPair(middle, other))]),
                };
            }
        }
    }
}
