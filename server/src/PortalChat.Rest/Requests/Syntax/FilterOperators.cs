namespace PortalChat.Rest.Requests.Syntax;

/// <summary>The operators' names on the wire and in SQL.</summary>
internal static class FilterOperators
{
    public static FilterOperator? Comparison(string word) => word switch
    {
        "eq" => new("=", TakesQuantifier: true),
        "neq" => new("<>"),
        "gt" => new(">", TakesQuantifier: true),
        "gte" => new(">=", TakesQuantifier: true),
        "lt" => new("<", TakesQuantifier: true),
        "lte" => new("<=", TakesQuantifier: true),
        "like" => new("like", TakesQuantifier: true, TakesPattern: true),
        "ilike" => new("ilike", TakesQuantifier: true, TakesPattern: true),
        "match" => new("~", TakesQuantifier: true),
        "imatch" => new("~*", TakesQuantifier: true),
        "cs" => new("@>"),
        "cd" => new("<@"),
        "ov" => new("&&"),
        "sl" => new("<<"),
        "sr" => new(">>"),
        "nxr" => new("&<"),
        "nxl" => new("&>"),
        "adj" => new("-|-"),
        _ => null,
    };

    /// <summary>The function that turns the value into a tsquery.</summary>
    public static string? FullText(string word) => word switch
    {
        "fts" => "to_tsquery",
        "plfts" => "plainto_tsquery",
        "phfts" => "phraseto_tsquery",
        "wfts" => "websearch_to_tsquery",
        _ => null,
    };
}

internal sealed record FilterOperator(string Sql, bool TakesQuantifier = false, bool TakesPattern = false);
