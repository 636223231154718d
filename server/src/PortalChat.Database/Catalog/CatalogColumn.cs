namespace PortalChat.Database.Catalog;

public sealed record CatalogColumn
{
    public required string Name { get; init; }

    public required CatalogType Type { get; init; }

    public bool NotNull { get; init; }

    /// <summary>The default as SQL text, <c>nextval(…)</c> for an identity column; null where there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Computed by Postgres from other columns; can be read only.</summary>
    public bool IsGenerated { get; init; }

    public string? Comment { get; init; }
}
