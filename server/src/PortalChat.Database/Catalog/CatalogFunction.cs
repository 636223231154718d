namespace PortalChat.Database.Catalog;

public sealed record CatalogFunction
{
    public required uint Oid { get; init; }

    public required QualifiedName Name { get; init; }

    /// <summary>What a caller passes (modes in, inout and variadic), in order.</summary>
    public required IReadOnlyList<CatalogParameter> Parameters { get; init; }

    public required CatalogVolatility Volatility { get; init; }

    public required CatalogFunctionResult Result { get; init; }

    public string? Comment { get; init; }
}

public sealed record CatalogParameter
{
    /// <summary>Empty for a parameter without a name.</summary>
    public required string Name { get; init; }

    public required CatalogType Type { get; init; }

    public bool HasDefault { get; init; }

    /// <summary>Takes any number of values; <see cref="Type"/> is then the array.</summary>
    public bool IsVariadic { get; init; }
}

public enum CatalogVolatility
{
    Immutable,
    Stable,
    Volatile,
}

public sealed record CatalogFunctionResult
{
    public required CatalogType Type { get; init; }

    public bool IsSet { get; init; }

    /// <summary>No set, or one that is declared with <c>rows 1</c>.</summary>
    public bool HasOneRow { get; init; }

    public bool IsVoid { get; init; }

    /// <summary>Rows with columns: a table's row type, a composite type, or out parameters.</summary>
    public bool IsComposite { get; init; }

    /// <summary>The table or composite type whose rows come back, null for out parameters.</summary>
    public QualifiedName? Table { get; init; }

    /// <summary>The out parameters, where those make the row.</summary>
    public IReadOnlyList<CatalogColumn> Columns { get; init; } = [];
}
