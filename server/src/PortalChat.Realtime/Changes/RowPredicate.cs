using System.Text;
using System.Text.RegularExpressions;

namespace PortalChat.Realtime.Changes;

/// <summary>A filter's condition made ready: whether a row's value meets it. SQL's null is never a match.</summary>
internal sealed class RowPredicate
{
    /// <summary>Linear in the input whatever the pattern, so that no client can make the server hang.</summary>
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Func<string?, bool?>? _test;
    private readonly bool _isNegated;

    private RowPredicate(string column, string exactText)
    {
        Column = column;
        ExactText = exactText;
    }

    private RowPredicate(string column, bool isNegated, Func<string?, bool?> test)
    {
        Column = column;
        _isNegated = isNegated;
        _test = test;
    }

    public string Column { get; }

    /// <summary>Set where the condition is nothing but "this text": it can be looked up.</summary>
    public string? ExactText { get; }

    /// <param name="term">The condition.</param>
    /// <param name="column">The column that it names.</param>
    /// <param name="values">The term's values as Postgres writes them.</param>
    /// <exception cref="UnaskableException">It cannot be asked of this type; the message says why.</exception>
    public static RowPredicate Create(FilterTerm term, Column column, IReadOnlyList<string> values)
    {
        var type = column.Type;
        var value = values[0];
        var order = term.Operator is FilterOperator.Less or FilterOperator.LessOrEqual
            or FilterOperator.Greater or FilterOperator.GreaterOrEqual;
        if (order && !ValueComparer.CanOrder(type))
        {
            throw new UnaskableException($"values of type {type.Name} cannot be ordered here");
        }

        return term.Operator == FilterOperator.Equal && !term.IsNegated && type.IsEqualAsText
            ? new RowPredicate(column.Name, value)
            : new RowPredicate(column.Name, term.IsNegated, Test(term.Operator, type, value, values));
    }

    public bool Holds(string? text) =>
        _test is null ? text == ExactText : _test(text) is { } answer && answer != _isNegated;

    private static Func<string?, bool?> Test(
        FilterOperator asked,
        PgType type,
        string value,
        IReadOnlyList<string> values) => asked switch
        {
            FilterOperator.Equal => text => text is null ? null : AreEqual(type, text, value),
            FilterOperator.NotEqual => text => text is null ? null : !AreEqual(type, text, value),
            FilterOperator.Less => text => text is null ? null : ValueComparer.Compare(type, text, value) < 0,
            FilterOperator.LessOrEqual => text => text is null ? null : ValueComparer.Compare(type, text, value) <= 0,
            FilterOperator.Greater => text => text is null ? null : ValueComparer.Compare(type, text, value) > 0,
            FilterOperator.GreaterOrEqual => text => text is null ? null : ValueComparer.Compare(type, text, value) >= 0,
            FilterOperator.In => text => text is null ? null : values.Any(each => AreEqual(type, text, each)),
            FilterOperator.IsDistinct => text => text is null || !AreEqual(type, text, value),
            FilterOperator.Is => Is(value),
            FilterOperator.Like => Pattern(LikePattern(value), RegexOptions.Singleline),
            FilterOperator.LikeIgnoringCase =>
                Pattern(LikePattern(value), RegexOptions.Singleline | RegexOptions.IgnoreCase),
            FilterOperator.Match => Pattern(value, RegexOptions.None),
            FilterOperator.MatchIgnoringCase => Pattern(value, RegexOptions.IgnoreCase),
            _ => throw new ArgumentOutOfRangeException(nameof(asked)),
        };

    private static bool AreEqual(PgType type, string left, string right) =>
        left == right || type switch
        {
            { Kind: PgTypeKind.Number } => ValueComparer.Compare(type, left, right) == 0,
            { Name: "bpchar" } => left.TrimEnd(' ') == right.TrimEnd(' '),
            { Name: "citext" } => left.Equals(right, StringComparison.InvariantCultureIgnoreCase),
            _ => false,
        };

    private static Func<string?, bool?> Is(string keyword) => keyword.ToLowerInvariant() switch
    {
        "true" => text => text is "t",
        "false" => text => text is "f",
        _ => text => text is null,
    };

    private static Func<string?, bool?> Pattern(string pattern, RegexOptions options)
    {
        Regex regex;
        try
        {
            regex = new Regex(pattern, Linear | options);
        }
        catch (NotSupportedException)
        {
            throw new UnaskableException("patterns with look-around or back-references are not supported");
        }
        catch (ArgumentException)
        {
            throw new UnaskableException("the pattern is not a regular expression");
        }

        return text => text is null ? null : regex.IsMatch(text);
    }

    /// <summary><c>%</c> and <c>_</c> as wildcards, a backslash takes the next character as it is.</summary>
    private static string LikePattern(string like)
    {
        var pattern = new StringBuilder("^");
        for (var at = 0; at < like.Length; at++)
        {
            pattern.Append(like[at] switch
            {
                '%' => ".*",
                '_' => ".",
                '\\' when at + 1 < like.Length => Regex.Escape(like[++at].ToString()),
                var character => Regex.Escape(character.ToString()),
            });
        }

        return pattern.Append("\\z").ToString();
    }
}

/// <summary>A condition that cannot be asked; the message says why, for the client.</summary>
internal sealed class UnaskableException(string message) : Exception(message);
