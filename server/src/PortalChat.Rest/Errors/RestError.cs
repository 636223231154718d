namespace PortalChat.Rest.Errors;

/// <summary>Everything that a request can fail with: what goes out as status, headers and body.</summary>
internal sealed record RestError(int Status, string Code, string Message)
{
    public string? Details { get; init; }

    /// <summary>Details that are more than text, as JSON; goes before <see cref="Details"/>.</summary>
    public string? DetailsJson { get; init; }

    public string? Hint { get; init; }

    /// <summary>The words beside the status number, where the database chose them.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
