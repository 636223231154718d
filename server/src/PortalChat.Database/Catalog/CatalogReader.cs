using Npgsql;

namespace PortalChat.Database.Catalog;

/// <summary>Reads a <see cref="CatalogSnapshot"/> in one round trip.</summary>
internal static class CatalogReader
{
    /// <param name="connection">Any role will do: <c>pg_catalog</c> is readable by all.</param>
    /// <param name="timeZones">Those of an earlier snapshot, or null to ask: listing them reads a file each.</param>
    public static async Task<CatalogSnapshot> ReadAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string>? timeZones, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        string[] queries =
        [
            CatalogQueries.EmptySearchPath, CatalogQueries.Types, CatalogQueries.Tables, CatalogQueries.Columns,
            CatalogQueries.Constraints, CatalogQueries.Views, CatalogQueries.Functions,
        ];
        foreach (var query in queries)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(query));
        if (timeZones is null)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CatalogQueries.TimeZones));

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var types = await ReadTypesAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var tables = await ReadTablesAsync(reader, cancellationToken);
        types.Tables = tables;
        await reader.NextResultAsync(cancellationToken);
        var columns = await ReadColumnsAsync(reader, types, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var constraints = await ReadConstraintsAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var views = await ReadViewsAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var functions = await ReadFunctionsAsync(reader, types, cancellationToken);
        if (timeZones is null)
        {
            await reader.NextResultAsync(cancellationToken);
            timeZones = await ReadNamesAsync(reader, cancellationToken);
        }

        var complete = tables.Values.Select(table => Complete(table, tables, columns, constraints)).ToDictionary(table => table.Oid);
        var names = columns.SelectMany(own => own.Select(column => (Key: (own.Key, column.Number), column.Column.Name)))
            .ToDictionary(column => column.Key, column => column.Name);
        return new CatalogSnapshot(
            new ViewKeys(complete, names, views).Infer(),
            functions,
            types.Named,
            timeZones);
    }

    private static CatalogTable Complete(
        CatalogTable table,
        Dictionary<uint, CatalogTable> tables,
        ILookup<uint, (int Number, CatalogColumn Column)> columns,
        ILookup<uint, ConstraintRow> constraints)
    {
        var own = constraints[table.Oid].ToList();
        var unique = own.Where(row => row.Kind is "p" or "u").Select(row => row.Columns).ToList();
        return table with
        {
            Columns = [.. columns[table.Oid].Select(row => row.Column)],
            PrimaryKey = own.Find(row => row.Kind == "p")?.Columns ?? [],
            ForeignKeys =
            [
                .. own
                    .Where(row => row.Kind == "f" && tables.ContainsKey(row.ReferencedTable))
                    .Select(row => new CatalogForeignKey
                    {
                        Name = row.Name,
                        Table = table.Name,
                        Columns = row.Columns,
                        ReferencedTable = tables[row.ReferencedTable].Name,
                        ReferencedColumns = row.ReferencedColumns,
                        IsOneToOne = unique.Exists(key => key.ToHashSet().SetEquals(row.Columns)),
                    }),
            ],
        };
    }

    private static async Task<CatalogTypes> ReadTypesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var types = new CatalogTypes();
        while (await reader.ReadAsync(cancellationToken))
        {
            types.Add(new CatalogTypeRow(
                reader.GetFieldValue<uint>(0),
                new QualifiedName(reader.GetString(1), reader.GetString(2)),
                reader.GetString(3)[0],
                reader.GetString(4)[0],
                reader.GetFieldValue<uint>(5),
                reader.GetFieldValue<uint>(6),
                reader.GetString(7),
                reader.GetFieldValue<string[]>(8)));
        }

        return types;
    }

    private static async Task<Dictionary<uint, CatalogTable>> ReadTablesAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var tables = new Dictionary<uint, CatalogTable>();
        while (await reader.ReadAsync(cancellationToken))
        {
            // A mask of 1 << CmdType: update is 2, insert 3, delete 4.
            var allowed = reader.GetInt32(5);
            var table = new CatalogTable
            {
                Oid = reader.GetFieldValue<uint>(0),
                Name = new QualifiedName(reader.GetString(1), reader.GetString(2)),
                Kind = Kind(reader.GetString(3)),
                Columns = [],
                HasRowSecurity = reader.GetBoolean(4),
                IsUpdatable = (allowed & (1 << 2)) != 0,
                IsInsertable = (allowed & (1 << 3)) != 0,
                IsDeletable = (allowed & (1 << 4)) != 0,
                Comment = await TextOrNullAsync(reader, 6, cancellationToken),
            };
            tables.Add(table.Oid, table);
        }

        return tables;
    }

    private static CatalogTableKind Kind(string relkind) => relkind switch
    {
        "v" => CatalogTableKind.View,
        "m" => CatalogTableKind.MaterializedView,
        "f" => CatalogTableKind.ForeignTable,
        "c" => CatalogTableKind.CompositeType,
        _ => CatalogTableKind.Table,
    };

    private static async Task<ILookup<uint, ViewColumn>> ReadViewsAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var columns = new List<(uint View, ViewColumn Column)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var view = reader.GetFieldValue<uint>(0);
            columns.AddRange(ViewRule.Columns(reader.GetString(1)).Select(column => (view, column)));
        }

        return columns.ToLookup(row => row.View, row => row.Column);
    }

    private static async Task<ILookup<uint, (int Number, CatalogColumn Column)>> ReadColumnsAsync(
        NpgsqlDataReader reader, CatalogTypes types, CancellationToken cancellationToken)
    {
        var columns = new List<(uint Table, int Number, CatalogColumn Column)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var column = new CatalogColumn
            {
                Name = reader.GetString(1),
                Type = types.Get(reader.GetFieldValue<uint>(2), reader.GetString(3)),
                NotNull = reader.GetBoolean(4),
                Default = reader.GetBoolean(6) ? null : await TextOrNullAsync(reader, 5, cancellationToken),
                IsGenerated = reader.GetBoolean(6),
                Comment = await TextOrNullAsync(reader, 7, cancellationToken),
            };
            columns.Add((reader.GetFieldValue<uint>(0), reader.GetInt32(8), column));
        }

        return columns.ToLookup(row => row.Table, row => (row.Number, row.Column));
    }

    private static async Task<ILookup<uint, ConstraintRow>> ReadConstraintsAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<ConstraintRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new ConstraintRow(
                reader.GetFieldValue<uint>(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetFieldValue<string[]>(3),
                reader.GetFieldValue<uint>(4),
                reader.GetFieldValue<string[]>(5)));
        }

        return rows.ToLookup(row => row.Table);
    }

    private static async Task<List<CatalogFunction>> ReadFunctionsAsync(
        NpgsqlDataReader reader, CatalogTypes types, CancellationToken cancellationToken)
    {
        var functions = new List<CatalogFunction>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new CatalogFunctionRow(
                reader.GetFieldValue<uint>(0),
                new QualifiedName(reader.GetString(1), reader.GetString(2)),
                reader.GetString(3)[0],
                reader.GetBoolean(4),
                reader.GetFieldValue<uint>(5),
                reader.GetFieldValue<uint[]>(6),
                reader.GetFieldValue<string[]>(7),
                reader.GetFieldValue<string[]>(8),
                reader.GetInt32(9),
                reader.GetFloat(11),
                await TextOrNullAsync(reader, 10, cancellationToken));
            functions.Add(row.ToFunction(types));
        }

        return functions;
    }

    private static async Task<List<string>> ReadNamesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            names.Add(reader.GetString(0));
        return names;
    }

    private static async Task<string?> TextOrNullAsync(
        NpgsqlDataReader reader, int ordinal, CancellationToken cancellationToken) =>
        await reader.IsDBNullAsync(ordinal, cancellationToken) ? null : reader.GetString(ordinal);

    private sealed record ConstraintRow(
        uint Table, string Name, string Kind, string[] Columns, uint ReferencedTable, string[] ReferencedColumns);
}
