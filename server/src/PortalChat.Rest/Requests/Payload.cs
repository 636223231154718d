namespace PortalChat.Rest.Requests;

/// <summary>A JSON body as far as planning needs it: Postgres reads the values.</summary>
internal sealed record Payload
{
    /// <summary>The whole body, valid JSON.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    public required bool IsArray { get; init; }

    /// <summary>How many objects; 1 if the body is no array.</summary>
    public required int Rows { get; init; }

    /// <summary>The keys of the first object, in order; those of the others are the same, unless <c>columns</c> says which count.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Keys that occur, and in how many of the objects.</summary>
    public required IReadOnlyDictionary<string, int> Present { get; init; }

    /// <summary>Keys whose value is the text <c>auto</c>, and in how many of the objects.</summary>
    public required IReadOnlyDictionary<string, int> Auto { get; init; }
}
