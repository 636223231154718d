namespace PortalChat.Rest.Requests;

/// <summary>Which level of the select tree a parameter is about: no segments for the root.</summary>
internal sealed record EmbedPath(IReadOnlyList<string> Segments)
{
    public static EmbedPath Root { get; } = new([]);

    public bool IsRoot => Segments.Count == 0;
}

/// <summary>Something of the query and the level that it is for.</summary>
internal sealed record Placed<T>(EmbedPath Path, T Value);
