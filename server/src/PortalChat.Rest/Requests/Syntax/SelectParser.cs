namespace PortalChat.Rest.Requests.Syntax;

/// <summary><c>select=id,n:name::text,meta-&gt;k,author:profiles!inner(name),...spread(a),amount.sum()</c></summary>
internal static class SelectParser
{
    public static IReadOnlyList<SelectItem> Parse(string text)
    {
        var cursor = new TextCursor(text, $"select parameter ({text})");
        cursor.SkipSpace();
        if (cursor.AtEnd)
            return [];
        var items = ParseItems(cursor);
        return cursor.AtEnd ? items : throw cursor.Fail("\",\" or end of input");
    }

    private static List<SelectItem> ParseItems(TextCursor cursor)
    {
        var items = new List<SelectItem>();
        do
        {
            cursor.SkipSpace();
            items.Add(ParseItem(cursor));
            cursor.SkipSpace();
        }
        while (cursor.Take(','));
        return items;
    }

    private static SelectItem ParseItem(TextCursor cursor)
    {
        if (cursor.Take('*'))
            return new SelectItem.Star();
        if (cursor.Take("..."))
            return ParseEmbed(cursor, NameParser.ParseName(cursor), alias: null, isSpread: true);

        var name = NameParser.ParseName(cursor);
        string? alias = null;
        if (cursor.Next == ':' && !cursor.At("::"))
        {
            cursor.Take(':');
            alias = name;
            name = NameParser.ParseName(cursor);
        }

        if (name == "count" && cursor.Take("()"))
            return new SelectItem.Field(null, alias, null, AggregateKind.Count, ParseCast(cursor));
        if (cursor.Next is '!' or '(')
            return ParseEmbed(cursor, name, alias, isSpread: false);

        var path = NameParser.ParseJsonPath(cursor);
        var cast = ParseCast(cursor);
        var aggregate = ParseAggregate(cursor);
        var aggregateCast = aggregate is null ? null : ParseCast(cursor);
        cursor.SkipSpace();
        if (!cursor.AtEnd && cursor.Next is not (',' or ')'))
            throw cursor.Fail("\"->\", \"::\", \".\", \",\", \")\" or end of input");
        return new SelectItem.Field(new FieldPath(name, path), alias, cast, aggregate, aggregateCast);
    }

    private static SelectItem.Embed ParseEmbed(TextCursor cursor, string name, string? alias, bool isSpread)
    {
        string? hint = null;
        var isInner = false;
        for (var place = 0; place < 2 && cursor.Take('!'); place++)
        {
            var word = NameParser.ParseName(cursor);
            if (word == "inner")
                isInner = true;
            else if (word != "left")
                hint ??= word;
        }

        cursor.Expect('(');
        cursor.SkipSpace();
        var items = cursor.Next == ')' ? [] : cursor.Nested(() => ParseItems(cursor));
        cursor.Expect(')');
        return new SelectItem.Embed(name, alias, hint, isInner, isSpread, items);
    }

    private static string? ParseCast(TextCursor cursor) =>
        cursor.Take("::") ? NameParser.ParseIdentifier(cursor) : null;

    private static AggregateKind? ParseAggregate(TextCursor cursor)
    {
        if (!cursor.Take('.'))
            return null;
        AggregateKind? kind =
            cursor.Take("sum()") ? AggregateKind.Sum
            : cursor.Take("avg()") ? AggregateKind.Avg
            : cursor.Take("count()") ? AggregateKind.Count
            : cursor.Take("max()") ? AggregateKind.Max
            : cursor.Take("min()") ? AggregateKind.Min
            : null;
        return kind ?? throw cursor.Fail("\"sum()\", \"avg()\", \"count()\", \"max()\" or \"min()\"");
    }
}
