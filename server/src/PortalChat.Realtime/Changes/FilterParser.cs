using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PortalChat.Realtime.Changes;

/// <summary>
/// Reads a filter: <c>column=operator.value</c>, several joined by commas (all must hold), <c>not.</c> before the
/// operator, double quotes around a value that holds a comma or a parenthesis.
/// </summary>
internal static class FilterParser
{
    private const int MaxTerms = 50;
    private const int MaxInValues = 100;

    /// <summary>False where the text is no filter.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<FilterTerm>? terms)
    {
        var read = new List<FilterTerm>();
        var at = 0;
        terms = null;
        while (true)
        {
            if (ReadTerm(text, ref at) is not { } term || read.Count == MaxTerms)
            {
                return false;
            }

            read.Add(term);
            if (at == text.Length)
            {
                terms = read;
                return true;
            }

            if (text[at++] != ',')
            {
                return false;
            }
        }
    }

    private static FilterTerm? ReadTerm(string text, ref int at)
    {
        var equals = text.IndexOf('=', at);
        if (equals <= at)
        {
            return null;
        }

        var column = text[at..equals].Trim();
        at = equals + 1;
        var isNegated = false;
        var word = ReadWord(text, ref at);
        if (word == "not")
        {
            isNegated = true;
            word = ReadWord(text, ref at);
        }

        if (column.Length == 0 || word is null || Operator(word) is not { } known)
        {
            return null;
        }

        if (known == FilterOperator.In)
        {
            return ReadList(text, ref at) is { Count: > 0 and <= MaxInValues } values
                ? new FilterTerm(column, known, isNegated, values)
                : null;
        }

        if (ReadValue(text, ref at, inList: false) is not { } value)
        {
            return null;
        }

        if (known == FilterOperator.Is && value.ToLowerInvariant() is not ("null" or "true" or "false" or "unknown"))
        {
            return null;
        }

        return new FilterTerm(column, known, isNegated, [value]);
    }

    private static string? ReadWord(string text, ref int at)
    {
        var dot = text.IndexOf('.', at);
        if (dot < 0)
        {
            return null;
        }

        var word = text[at..dot].Trim();
        at = dot + 1;
        return word;
    }

    private static FilterOperator? Operator(string word) => word switch
    {
        "eq" => FilterOperator.Equal,
        "neq" => FilterOperator.NotEqual,
        "lt" => FilterOperator.Less,
        "lte" => FilterOperator.LessOrEqual,
        "gt" => FilterOperator.Greater,
        "gte" => FilterOperator.GreaterOrEqual,
        "in" => FilterOperator.In,
        "like" => FilterOperator.Like,
        "ilike" => FilterOperator.LikeIgnoringCase,
        "is" => FilterOperator.Is,
        "match" => FilterOperator.Match,
        "imatch" => FilterOperator.MatchIgnoringCase,
        "isdistinct" => FilterOperator.IsDistinct,
        _ => null,
    };

    private static List<string>? ReadList(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '(')
        {
            return null;
        }

        at++;
        var values = new List<string>();
        while (values.Count <= MaxInValues)
        {
            if (ReadValue(text, ref at, inList: true) is not { } value || at >= text.Length)
            {
                return null;
            }

            values.Add(value);
            switch (text[at++])
            {
                case ')':
                    return values;
                case ',':
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private static string? ReadValue(string text, ref int at, bool inList)
    {
        if (at < text.Length && text[at] == '"')
        {
            return ReadQuoted(text, ref at);
        }

        var start = at;
        while (at < text.Length && text[at] != ',' && !(inList && text[at] == ')'))
        {
            at++;
        }

        return text[start..at];
    }

    private static string? ReadQuoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return value.ToString();
            }

            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            value.Append(text[at]);
        }

        return null;
    }
}
