namespace PortalChat.Rest.Requests;

/// <summary>A column and, for json, the way to a value inside it.</summary>
internal sealed record FieldPath(string Name, IReadOnlyList<JsonStep> Json)
{
    /// <summary>What the value is called in the result when no alias says otherwise.</summary>
    public string? LastKey => Json.Count == 0 ? null : Json.LastOrDefault(step => step.Key is not null)?.Key ?? Name;
}

/// <summary><c>-&gt;key</c>, <c>-&gt;&gt;key</c>, <c>-&gt;0</c>: exactly one of key and index is set.</summary>
internal sealed record JsonStep(bool AsText, string? Key, int? Index);
