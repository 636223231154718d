namespace PortalChat.Realtime.Changes;

internal enum FilterOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Like,
    LikeIgnoringCase,
    Is,
    Match,
    MatchIgnoringCase,
    IsDistinct,
}

/// <summary>One condition of a filter, as written.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Operator">What to compare.</param>
/// <param name="IsNegated"><c>not.</c> stood before the operator.</param>
/// <param name="Values">One, or for <c>in</c> up to a hundred.</param>
internal sealed record FilterTerm(string Column, FilterOperator Operator, bool IsNegated, IReadOnlyList<string> Values)
{
    /// <summary>Whether the values are of the column's type, rather than patterns or keywords.</summary>
    public bool HasTypedValues => Operator is not (FilterOperator.Like or FilterOperator.LikeIgnoringCase
        or FilterOperator.Is or FilterOperator.Match or FilterOperator.MatchIgnoringCase);
}
