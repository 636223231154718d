using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PortalChat.Rest.Errors;

namespace PortalChat.Rest.Requests.Syntax;

/// <summary>A whole query string. What a parameter means follows from its name, and for functions from its value.</summary>
internal static class QueryParser
{
    /// <param name="queryString">As it came, percent-encoded.</param>
    /// <param name="isCall">For a function: a parameter without an operator is an argument, not a bad filter.</param>
    public static RestQuery Parse(string? queryString, bool isCall)
    {
        IReadOnlyList<SelectItem>? select = null;
        IReadOnlyList<string>? columns = null;
        IReadOnlyList<string>? onConflict = null;
        var conditions = new List<Placed<LogicTree>>();
        var orders = new List<Placed<IReadOnlyList<OrderTerm>>>();
        var ranges = new RangeParser();
        var arguments = new List<KeyValuePair<string, string>>();
        var pairs = Decode(queryString);
        foreach (var (key, value) in pairs)
        {
            switch (key)
            {
                case "select":
                    select ??= SelectParser.Parse(value);
                    continue;
                case "columns":
                    columns ??= ParseNames(value, $"columns parameter ({value})");
                    continue;
                case "on_conflict":
                    onConflict ??= ParseNames(value, $"on_conflict parameter ({value})");
                    continue;
            }

            switch (LastWord(key))
            {
                case "order":
                    orders.Add(new(PathBefore(key), OrderParser.Parse(value)));
                    break;
                case "limit":
                    ranges.Limit(PathBefore(key), value);
                    break;
                case "offset":
                    ranges.Offset(PathBefore(key), value);
                    break;
                case "and" or "or":
                    conditions.Add(ParseLogic(key, value));
                    break;
                default:
                    if (isCall && !key.Contains('.', StringComparison.Ordinal) && !FilterParser.LooksLikeFilter(value))
                        arguments.Add(new(key, value));
                    else
                        conditions.Add(ParseFilter(key, value));
                    break;
            }
        }

        return new RestQuery
        {
            Select = select ?? [new SelectItem.Star()],
            Conditions = conditions,
            Orders = orders,
            Ranges = ranges.Finish(),
            Columns = columns,
            OnConflict = onConflict,
            Arguments = arguments,
            Canonical = string.Join('&', pairs
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => Uri.EscapeDataString(pair.Key) + "=" + Uri.EscapeDataString(pair.Value))),
        };
    }

    public static IReadOnlyList<string> ParseNames(string text, string what)
    {
        var cursor = new TextCursor(text, what);
        var names = new List<string>();
        do
        {
            cursor.SkipSpace();
            names.Add(NameParser.ParseName(cursor));
            cursor.SkipSpace();
        }
        while (cursor.Take(','));
        return cursor.AtEnd ? [.. names.Distinct()] : throw cursor.Fail("\",\" or end of input");
    }

    private static List<KeyValuePair<string, string>> Decode(string? queryString)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(queryString))
        {
            var name = pair.DecodeName().ToString();
            if (name.Length > 0)
                pairs.Add(new(name, pair.DecodeValue().ToString()));
        }

        return pairs;
    }

    private static string LastWord(string key) => key[(key.LastIndexOf('.') + 1)..];

    private static EmbedPath PathBefore(string key)
    {
        var dot = key.LastIndexOf('.');
        return dot < 0 ? EmbedPath.Root : ParsePath(key[..dot]);
    }

    private static EmbedPath ParsePath(string text)
    {
        var cursor = new TextCursor(text, $"tree path ({text})");
        var segments = ParseSegments(cursor);
        return cursor.AtEnd ? new EmbedPath(segments) : throw cursor.Fail("delimiter (.)");
    }

    private static List<string> ParseSegments(TextCursor cursor)
    {
        var segments = new List<string>();
        do
        {
            segments.Add(NameParser.ParseName(cursor));
        }
        while (cursor.Take('.'));
        return segments;
    }

    private static Placed<LogicTree> ParseFilter(string key, string value)
    {
        var cursor = new TextCursor(key, $"tree path ({key})");
        var segments = ParseSegments(cursor);
        var json = NameParser.ParseJsonPath(cursor);
        if (!cursor.AtEnd)
            throw cursor.Fail("\"->>\", \"->\", delimiter (.) or end of input");
        var (isNegated, test) = FilterParser.Parse(value);
        var field = new FieldPath(segments[^1], json);
        return new(new EmbedPath(segments[..^1]), new LogicTree.Leaf(field, isNegated, test));
    }

    /// <summary><c>or</c>, <c>not.and</c>, <c>author.not.or</c></summary>
    private static Placed<LogicTree> ParseLogic(string key, string value)
    {
        var cursor = new TextCursor(key, $"logic path ({key})");
        var segments = ParseSegments(cursor);
        if (!cursor.AtEnd)
            throw cursor.Fail("delimiter (.) or end of input");
        var isNegated = segments.Count > 1 && segments[^2] == "not";
        var path = segments[..(isNegated ? ^2 : ^1)];
        return new(new EmbedPath(path), LogicParser.Parse(value, segments[^1] == "and", isNegated));
    }

    /// <summary>Pairs up the limits and offsets of each level.</summary>
    private sealed class RangeParser
    {
        private readonly Dictionary<string, Placed<RowRange>> _byPath = [];

        public void Limit(EmbedPath path, string value)
        {
            var limit = ParseCount(value, "limit");
            if (limit < 0)
                throw RequestErrors.NegativeLimit();
            Change(path, range => range with { Limit = limit });
        }

        public void Offset(EmbedPath path, string value)
        {
            var offset = Math.Max(0, ParseCount(value, "offset"));
            Change(path, range => range with { Offset = offset });
        }

        public IReadOnlyList<Placed<RowRange>> Finish() => [.. _byPath.Values];

        private void Change(EmbedPath path, Func<RowRange, RowRange> change)
        {
            var key = string.Join('\0', path.Segments);
            var range = _byPath.TryGetValue(key, out var known) ? known.Value : RowRange.All;
            _byPath[key] = new(path, change(range));
        }

        private static long ParseCount(string text, string name) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
                ? count
                : throw RequestErrors.BadQuery(
                    $"\"failed to parse {name} ({text})\" (line 1, column 1)", "expecting a whole number");
    }
}
