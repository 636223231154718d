using PortalChat.Realtime.Changes;

namespace PortalChat.Realtime.Wal;

/// <summary>Reads types from the catalog, each with all that it is made of.</summary>
internal sealed class TypeCatalog(CatalogConnection catalog)
{
    public async Task<IReadOnlyDictionary<uint, PgType>> LoadAsync(
        IEnumerable<uint> oids,
        CancellationToken cancellationToken)
    {
        var rows = await catalog.QueryAsync(
            CatalogQueries.Types,
            reader => new Row(
                reader.GetFieldValue<uint>(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3)[0],
                reader.GetBoolean(4),
                reader.GetFieldValue<uint>(5),
                reader.GetFieldValue<uint>(6),
                reader.GetString(7)[0],
                reader.GetFieldValue<string[]>(8),
                reader.GetFieldValue<uint[]>(9),
                reader.GetFieldValue<string[]>(10)),
            cancellationToken,
            oids.Distinct().ToArray());
        var byOid = rows.ToDictionary(row => row.Oid);
        var types = new Dictionary<uint, PgType>();
        foreach (var row in rows)
        {
            types[row.Oid] = Build(row, byOid);
        }

        return types;
    }

    private static PgType Build(Row row, Dictionary<uint, Row> byOid)
    {
        if (row.TypType == 'd' && byOid.TryGetValue(row.BaseType, out var based))
        {
            return Build(based, byOid) with { Name = row.Name, SqlName = row.SqlName };
        }

        var type = new PgType(row.Name, row.SqlName, Kind(row))
        {
            Delimiter = row.Delimiter,
            Labels = row.Labels,
        };
        return type.Kind switch
        {
            PgTypeKind.Array => type with { Element = Find(row.Element, byOid) },
            PgTypeKind.Composite => type with
            {
                Fields = [.. row.FieldNames.Zip(row.FieldTypes, (name, oid) => (name, Find(oid, byOid)))],
            },
            _ => type,
        };
    }

    private static PgType Find(uint oid, Dictionary<uint, Row> byOid) =>
        byOid.TryGetValue(oid, out var row) ? Build(row, byOid) : PgType.Unknown;

    private static PgTypeKind Kind(Row row) => row switch
    {
        { IsArray: true } => PgTypeKind.Array,
        { TypType: 'c' } => PgTypeKind.Composite,
        { TypType: 'e' } => PgTypeKind.Enum,
        { Name: "bool" } => PgTypeKind.Bool,
        { Name: "int2" or "int4" or "int8" or "float4" or "float8" or "numeric" } => PgTypeKind.Number,
        { Name: "json" or "jsonb" } => PgTypeKind.Json,
        { Name: "date" } => PgTypeKind.Date,
        { Name: "timestamp" } => PgTypeKind.Timestamp,
        { Name: "timestamptz" } => PgTypeKind.TimestampWithZone,
        _ => PgTypeKind.Text,
    };

    private sealed record Row(
        uint Oid,
        string Name,
        string SqlName,
        char TypType,
        bool IsArray,
        uint BaseType,
        uint Element,
        char Delimiter,
        string[] FieldNames,
        uint[] FieldTypes,
        string[] Labels);
}
