namespace PortalChat.Rest.Requests;

/// <summary>What a filter asks of a value.</summary>
internal abstract record FilterTest
{
    private FilterTest()
    {
    }

    /// <param name="Operator">As SQL.</param>
    /// <param name="TakesPattern">Like: <c>*</c> stands for <c>%</c>.</param>
    public sealed record Compare(string Operator, bool TakesPattern, Quantifier Quantifier, string Value) : FilterTest;

    public sealed record In(IReadOnlyList<string> Values) : FilterTest;

    public sealed record Is(IsKind Kind) : FilterTest;

    public sealed record IsDistinct(string Value) : FilterTest;

    /// <param name="Function">The function that makes a tsquery.</param>
    public sealed record FullText(string Function, string? Language, string Value) : FilterTest;
}

internal enum Quantifier
{
    None,
    Any,
    All,
}

internal enum IsKind
{
    Null,
    NotNull,
    True,
    False,
    Unknown,
}
