namespace PortalChat.Rest.Responses;

/// <summary>What goes out, ready to be written.</summary>
internal sealed record RestResponse
{
    public required int Status { get; init; }

    public string? Reason { get; init; }

    public List<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Null with an empty body.</summary>
    public string? ContentType { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body where Postgres made it; goes before <see cref="Body"/>.</summary>
    public PooledBody? Pooled { get; init; }
}
