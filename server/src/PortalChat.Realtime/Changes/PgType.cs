namespace PortalChat.Realtime.Changes;

/// <summary>How a type's values look in JSON, and how they compare.</summary>
internal enum PgTypeKind
{
    /// <summary>Everything else: a JSON string of its text form, compared as text.</summary>
    Text,
    Bool,
    Number,
    Json,
    Date,
    Timestamp,
    TimestampWithZone,
    Enum,
    Array,
    Composite,
}

/// <summary>A Postgres type, as far as changes need it.</summary>
/// <param name="Name"><c>pg_type.typname</c>: <c>int8</c>, <c>_text</c>, <c>chat_status</c>.</param>
/// <param name="SqlName">For casts: qualified and quoted where that is needed.</param>
/// <param name="Kind">For a domain, that of its base type.</param>
internal sealed record PgType(string Name, string SqlName, PgTypeKind Kind)
{
    public static PgType Unknown { get; } = new("text", "text", PgTypeKind.Text);

    /// <summary>Of an array.</summary>
    public PgType? Element { get; init; }

    /// <summary>Between an array's elements: a comma for nearly every type.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Of a composite type, in order.</summary>
    public IReadOnlyList<(string Name, PgType Type)> Fields { get; init; } = [];

    /// <summary>Of an enum, in their order.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>
    /// Whether equal values have equal text forms, so that text can be looked up instead of compared.
    /// </summary>
    public bool IsEqualAsText => (Kind is PgTypeKind.Text && Name is not ("bpchar" or "citext" or "interval"))
        || Kind is PgTypeKind.Bool or PgTypeKind.Enum
        or PgTypeKind.Timestamp or PgTypeKind.TimestampWithZone or PgTypeKind.Date
        || Name is "int2" or "int4" or "int8";
}
