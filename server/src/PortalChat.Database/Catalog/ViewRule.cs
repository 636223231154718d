using System.Globalization;

namespace PortalChat.Database.Catalog;

/// <summary>
/// Reads, from the stored rule of a view, which table's column each of its columns shows unchanged. The rule is a tree
/// written as text: <c>({QUERY … :targetList ({TARGETENTRY … :resno 1 … :resorigtbl 16388 :resorigcol 1 …} …) …})</c>. Its
/// form belongs to Postgres; what cannot be found in it is taken as unknown.
/// </summary>
internal static class ViewRule
{
    private const string Targets = ":targetList";

    public static IEnumerable<ViewColumn> Columns(string rule)
    {
        for (var (at, end) = TargetList(rule); at < end; at++)
        {
            if (rule[at] != '{')
                continue;
            var close = Close(rule, at);
            var fields = Fields(rule, at + 1, close);
            if (fields.TryGetValue(":resorigtbl", out var table) && table > 0)
                yield return new ViewColumn((int)fields[":resno"], table, (int)fields[":resorigcol"]);
            at = close;
        }
    }

    /// <summary>The list of the query itself: those of its subqueries stand in deeper braces.</summary>
    private static (int Start, int End) TargetList(string rule)
    {
        var open = rule.IndexOf('{', StringComparison.Ordinal);
        for (var at = open + 1; open >= 0 && at < rule.Length; at++)
        {
            if (rule[at] == '\\')
                at++;
            else if (rule[at] == '{')
                at = Close(rule, at);
            else if (string.CompareOrdinal(rule, at, Targets, 0, Targets.Length) == 0)
                return (at + Targets.Length, End(rule, at));
        }

        return (0, 0);
    }

    /// <summary>Where the list ends: at the next field of the query.</summary>
    private static int End(string rule, int start)
    {
        for (var at = start + 1; at < rule.Length; at++)
        {
            if (rule[at] == '\\')
                at++;
            else if (rule[at] == '{')
                at = Close(rule, at);
            else if (rule[at] is ':' or '}')
                return at;
        }

        return rule.Length;
    }

    private static int Close(string rule, int open)
    {
        var depth = 0;
        for (var at = open; at < rule.Length; at++)
        {
            switch (rule[at])
            {
                case '\\':
                    at++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return at;
            }
        }

        return rule.Length;
    }

    /// <summary>The numbers of one entry, without what is inside of its expression.</summary>
    private static Dictionary<string, uint> Fields(string rule, int start, int end)
    {
        var fields = new Dictionary<string, uint>(StringComparer.Ordinal) { [":resno"] = 0, [":resorigcol"] = 0 };
        for (var at = start; at < end; at++)
        {
            if (rule[at] == '\\')
            {
                at++;
            }
            else if (rule[at] == '{')
            {
                at = Close(rule, at);
            }
            else if (rule[at] == ':')
            {
                var words = rule.AsSpan(at, Math.Min(40, end - at)).ToString().Split(' ', 3);
                if (words.Length > 1 && uint.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    fields[words[0]] = number;
            }
        }

        return fields;
    }
}

/// <param name="Number">Of the view's column, from 1.</param>
/// <param name="Table">The oid of the table or view that it comes from.</param>
/// <param name="Origin">The number of the column there.</param>
internal sealed record ViewColumn(int Number, uint Table, int Origin);
