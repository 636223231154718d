namespace PortalChat.Rest.Requests;

/// <summary>The query string, parsed but not yet held against the catalog.</summary>
internal sealed record RestQuery
{
    public required IReadOnlyList<SelectItem> Select { get; init; }

    /// <summary>Filters and <c>and</c>/<c>or</c> trees; all of one level hold together.</summary>
    public required IReadOnlyList<Placed<LogicTree>> Conditions { get; init; }

    public required IReadOnlyList<Placed<IReadOnlyList<OrderTerm>>> Orders { get; init; }

    public required IReadOnlyList<Placed<RowRange>> Ranges { get; init; }

    /// <summary><c>columns=</c>: which keys of the body count. Null when absent.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary><c>on_conflict=</c>. Null when absent.</summary>
    public IReadOnlyList<string>? OnConflict { get; init; }

    /// <summary>What is neither reserved nor a filter: a function's arguments in a GET.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Arguments { get; init; }

    /// <summary>The query string with its parameters sorted, as <c>Content-Location</c> shows it.</summary>
    public required string Canonical { get; init; }
}
