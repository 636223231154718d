using System.Text;

namespace PortalChat.Realtime.Changes;

/// <summary>An array's items: text, null, or an inner <see cref="PgArray"/>.</summary>
internal sealed record PgArray(IReadOnlyList<object?> Items);

/// <summary>Takes Postgres' text forms of arrays and rows apart.</summary>
internal static class PgLiteral
{
    /// <summary>As many dimensions as Postgres allows.</summary>
    private const int MaxDepth = 6;

    /// <summary><c>{1,NULL,"a \"b\"",{2}}</c>, with bounds (<c>[0:1]={…}</c>) ignored. Null where it is none.</summary>
    public static PgArray? TryReadArray(string text, char delimiter)
    {
        var at = text.StartsWith('[') ? text.IndexOf('=', StringComparison.Ordinal) + 1 : 0;
        var array = ReadArray(text, ref at, delimiter, depth: 0);
        return at == text.Length ? array : null;
    }

    /// <summary><c>(1,,"a,b")</c>: an empty field is null. Null where it is no row.</summary>
    public static List<string?>? TryReadRow(string text)
    {
        if (text.Length < 2 || text[0] != '(' || text[^1] != ')')
        {
            return null;
        }

        var fields = new List<string?>();
        var at = 1;
        while (true)
        {
            fields.Add(ReadField(text, ref at));
            if (at >= text.Length)
            {
                return null;
            }

            if (text[at++] == ')')
            {
                return at == text.Length ? fields : null;
            }
        }
    }

    private static PgArray? ReadArray(string text, ref int at, char delimiter, int depth)
    {
        if (at >= text.Length || text[at] != '{' || depth > MaxDepth)
        {
            return null;
        }

        at++;
        var items = new List<object?>();
        while (at < text.Length && text[at] != '}')
        {
            if (text[at] == '{')
            {
                if (ReadArray(text, ref at, delimiter, depth + 1) is not { } inner)
                {
                    return null;
                }

                items.Add(inner);
            }
            else
            {
                items.Add(ReadItem(text, ref at, delimiter));
            }

            if (at < text.Length && text[at] == delimiter)
            {
                at++;
            }
        }

        at++;
        return new PgArray(items);
    }

    private static string? ReadItem(string text, ref int at, char delimiter)
    {
        if (text[at] == '"')
        {
            return ReadQuoted(text, ref at);
        }

        var start = at;
        while (at < text.Length && text[at] != delimiter && text[at] != '}')
        {
            at++;
        }

        var item = text[start..at];
        return item.Equals("NULL", StringComparison.OrdinalIgnoreCase) ? null : item;
    }

    private static string ReadQuoted(string text, ref int at)
    {
        var item = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            item.Append(text[at]);
        }

        at++;
        return item.ToString();
    }

    /// <summary>Quoted parts and bare parts may follow each other; a quote is doubled or escaped.</summary>
    private static string? ReadField(string text, ref int at)
    {
        if (at < text.Length && text[at] is ',' or ')')
        {
            return null;
        }

        var field = new StringBuilder();
        var isQuoted = false;
        for (; at < text.Length && (isQuoted || text[at] is not (',' or ')')); at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                field.Append(text[++at]);
            }
            else if (text[at] != '"')
            {
                field.Append(text[at]);
            }
            else if (isQuoted && at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append(text[++at]);
            }
            else
            {
                isQuoted = !isQuoted;
            }
        }

        return field.ToString();
    }
}
