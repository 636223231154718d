namespace PortalChat.Rest.Errors;

/// <summary>PGRST2xx and the undefined names that Postgres would report: something named is not there.</summary>
internal static class SchemaErrors
{
    public static RestException NoRelationship(string parent, string child, string? by, string schema, string? hint) =>
        new(new RestError(
            400, "PGRST200", $"Could not find a relationship between '{parent}' and '{child}' in the schema cache")
        {
            Details = $"Searched for a foreign key relationship between '{parent}' and '{child}'"
                + (by is null ? "" : $" using the hint '{by}'")
                + $" in the schema '{schema}', but no matches were found.",
            Hint = hint,
        });

    public static RestException AmbiguousRelationship(string parent, string child, string detailsJson, string choices) =>
        new(new RestError(
            300,
            "PGRST201",
            $"Could not embed because more than one relationship was found for '{parent}' and '{child}'")
        {
            DetailsJson = detailsJson,
            Hint = $"Try changing '{child}' to one of the following: {choices}. "
                + "Find the desired relationship in the 'details' key.",
        });

    public static RestException NoFunction(string message, string details, string? hint) =>
        new(new RestError(404, "PGRST202", message) { Details = details, Hint = hint });

    public static RestException AmbiguousFunction(string candidates) =>
        new(new RestError(300, "PGRST203", $"Could not choose the best candidate function between: {candidates}")
        {
            Hint = "Try renaming the parameters or the function itself in the database so function overloading can be resolved",
        });

    /// <summary>A key of the body or a name in <c>columns</c>.</summary>
    public static RestException NoBodyColumn(string table, string column, string? hint) =>
        new(new RestError(400, "PGRST204", $"Could not find the '{column}' column of '{table}' in the schema cache")
        {
            Hint = hint,
        });

    public static RestException NoTable(string schema, string table, string? hint) =>
        new(new RestError(404, "PGRST205", $"Could not find the table '{schema}.{table}' in the schema cache")
        {
            Hint = hint,
        });

    /// <summary>A name in <c>select</c>, <c>order</c> or a filter, in the words that Postgres has for it.</summary>
    public static RestException NoColumn(string table, string column, string? hint) =>
        new(new RestError(400, "42703", $"column {table}.{column} does not exist") { Hint = hint });

    public static RestException NoType(string type) =>
        new(new RestError(400, "42704", $"type \"{type}\" does not exist"));
}
