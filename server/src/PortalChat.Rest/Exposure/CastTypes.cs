using System.Collections.Frozen;
using PortalChat.Database.Catalog;

namespace PortalChat.Rest.Exposure;

/// <summary>
/// What <c>::type</c> may name: Postgres's everyday types and the enums and domains of exposed schemas. The
/// <c>reg…</c> types are not among them: a cast to <c>regclass</c> says whether a table exists.
/// </summary>
internal sealed class CastTypes
{
    private static readonly FrozenSet<string> BuiltIn = FrozenSet.ToFrozenSet(
    [
        "text", "varchar", "character varying", "char", "character", "bpchar", "name", "citext",
        "smallint", "int2", "integer", "int", "int4", "bigint", "int8", "numeric", "decimal",
        "real", "float4", "double precision", "float8", "float", "money", "boolean", "bool",
        "date", "time", "timetz", "time without time zone", "time with time zone",
        "timestamp", "timestamptz", "timestamp without time zone", "timestamp with time zone", "interval",
        "uuid", "json", "jsonb", "bytea", "bit", "varbit", "bit varying", "inet", "cidr", "macaddr", "macaddr8",
        "tsvector", "tsquery", "point", "line", "lseg", "box", "path", "polygon", "circle",
        "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange",
        "_text", "_int2", "_int4", "_int8", "_float4", "_float8", "_bool", "_uuid", "_numeric", "_jsonb",
    ]);

    private readonly FrozenDictionary<string, string> _named;

    public CastTypes(CatalogSnapshot snapshot, IEnumerable<string> schemas)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var schema in schemas)
        {
            foreach (var type in snapshot.Types.Values.Where(type => type.Name.Schema == schema))
                named.TryAdd(type.Name.Name, type.Name.Sql);
        }

        _named = named.ToFrozenDictionary();
    }

    /// <summary>The type as SQL, or null if it is none of these.</summary>
    public string? Find(string name)
    {
        if (BuiltIn.TryGetValue(name.ToLowerInvariant(), out var builtIn))
            return builtIn;
        return _named.GetValueOrDefault(name);
    }
}
