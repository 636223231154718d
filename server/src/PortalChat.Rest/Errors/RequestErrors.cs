namespace PortalChat.Rest.Errors;

/// <summary>PGRST1xx: the request itself is wrong.</summary>
internal static class RequestErrors
{
    public static RestException BadQuery(string message, string details) =>
        new(new RestError(400, "PGRST100", message) { Details = details });

    public static RestException RpcMethod(string method) =>
        new(new RestError(405, "PGRST101", $"Cannot use the {method} method on RPC"));

    public static RestException BadBody(string message) => new(new RestError(400, "PGRST102", message));

    public static RestException BodyTooLarge(long limit) =>
        new(new RestError(413, "PGRST102", "The body is too large") { Details = $"At most {limit} bytes are read." });

    public static RestException NegativeLimit() =>
        new(new RestError(416, "PGRST103", "Requested range not satisfiable")
        {
            Details = "Limit should be greater than or equal to zero.",
        });

    public static RestException BadRange() =>
        new(new RestError(416, "PGRST103", "Requested range not satisfiable")
        {
            Details = "The lower boundary must be lower than or equal to the upper boundary in the Range header.",
        });

    public static RestError OffsetBeyond(long offset, long total) =>
        new(416, "PGRST103", "Requested range not satisfiable")
        {
            Details = $"An offset of {offset} was requested, but there are only {total} rows.",
        };

    public static RestException PutFilters() =>
        new(new RestError(
            405, "PGRST105", "Filters must include all and only primary key columns with 'eq' operators"));

    public static RestException UnknownSchema(string schema, IEnumerable<string> exposed) =>
        new(new RestError(406, "PGRST106", $"Invalid schema: {schema}")
        {
            Hint = $"Only the following schemas are exposed: {string.Join(", ", exposed)}",
        });

    public static RestException MediaType(string asked) =>
        new(new RestError(406, "PGRST107", $"None of these media types are available: {asked}"));

    public static RestException ContentType(string given) =>
        new(new RestError(415, "PGRST102", $"Content-Type not acceptable: {given}"));

    public static RestException NotEmbedded(string name) =>
        new(new RestError(400, "PGRST108", $"'{name}' is not an embedded resource in this request")
        {
            Hint = $"Verify that '{name}' is included in the 'select' query parameter.",
        });

    public static RestException ResponseHeaders() =>
        new(new RestError(
            500,
            "PGRST111",
            "response.headers guc must be a JSON array composed of objects with a single key and a string value"));

    public static RestException ResponseStatus() =>
        new(new RestError(500, "PGRST112", "response.status guc must be a valid status code"));

    public static RestException PutRange() =>
        new(new RestError(400, "PGRST114", "limit/offset querystring parameters are not allowed for PUT"));

    public static RestException PutKey() =>
        new(new RestError(400, "PGRST115", "Payload values do not match URL in primary key column(s)"));

    public static RestError NotSingular(long rows) =>
        new(406, "PGRST116", "Cannot coerce the result to a single JSON object")
        {
            Details = $"The result contains {rows} rows",
        };

    public static RestException Method(string method) =>
        new(new RestError(405, "PGRST117", $"Unsupported HTTP method: {method}"));

    public static RestException RelatedOrder(string parent, string target) =>
        new(new RestError(400, "PGRST118", $"A related order on '{target}' is not possible")
        {
            Details = $"'{parent}' and '{target}' do not form a many-to-one or one-to-one relationship",
        });

    public static RestException EmbedFilter(string target) =>
        new(new RestError(400, "PGRST120", $"Bad operator on the '{target}' embedded resource")
        {
            Details = "Only is null or not is null filters are allowed on embedded resources",
        });

    public static RestException Preferences(IEnumerable<string> invalid) =>
        new(new RestError(400, "PGRST122", "Invalid preferences given with handling=strict")
        {
            Details = $"Invalid preferences: {string.Join(", ", invalid)}",
        });

    public static RestException Aggregates() =>
        new(new RestError(400, "PGRST123", "Use of aggregate functions is not allowed"));

    public static RestError MaxAffected(long rows) =>
        new(400, "PGRST124", "Query result exceeds max-affected preference constraint")
        {
            Details = $"The query affects {rows} rows",
        };

    public static RestException Path() =>
        new(new RestError(404, "PGRST125", "Invalid path specified in request URL"));

    public static RestException OpenApiDisabled() =>
        new(new RestError(404, "PGRST126", "Root endpoint metadata is disabled"));

    public static RestException NotImplemented(string details) =>
        new(new RestError(400, "PGRST127", "Feature not implemented") { Details = details });

    public static RestException MaxAffectedRpc() =>
        new(new RestError(
            400,
            "PGRST128",
            "Function must return SETOF or TABLE when max-affected preference is used with handling=strict"));
}
