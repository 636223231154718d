namespace PortalChat.Rest.Responses;

/// <summary>The one row that a statement returned.</summary>
internal sealed record StatementResult
{
    public long? Total { get; init; }

    /// <summary>In the body, or touched by the write.</summary>
    public required long Rows { get; init; }

    /// <summary>What a function left in <c>response.headers</c>.</summary>
    public string? Headers { get; init; }

    /// <summary>What a function left in <c>response.status</c>.</summary>
    public string? Status { get; init; }

    public string? Inserted { get; init; }

    /// <summary>The new row's key as a JSON object.</summary>
    public string? Location { get; init; }

    public required PooledBody Body { get; init; }

    /// <summary>From the plan, with count=planned and count=estimated.</summary>
    public long? PlannedTotal { get; init; }
}
