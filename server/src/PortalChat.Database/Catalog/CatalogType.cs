namespace PortalChat.Database.Catalog;

/// <summary>The type of a column, a parameter or a result.</summary>
public sealed record CatalogType
{
    public required uint Oid { get; init; }

    /// <summary>As SQL text that is valid under any <c>search_path</c>: <c>character varying(20)</c>, <c>public.mood</c>.</summary>
    public required string Sql { get; init; }

    /// <summary>The name in <c>pg_type</c> of what is below all domains: <c>timestamptz</c>, <c>int4</c>, <c>_text</c>.</summary>
    public required string BaseName { get; init; }

    /// <summary><c>pg_type.typcategory</c> of what is below all domains: S string, N numeric, D date, E enum, A array.</summary>
    public required char Category { get; init; }

    /// <summary>What an enum may hold, in its order; empty for every other type.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The table or composite type whose rows this is, null for every other type.</summary>
    public QualifiedName? RowOf { get; init; }

    public bool IsJson => BaseName is "json" or "jsonb";
}
