namespace PortalChat.Rest.Requests.Syntax;

/// <summary>Values in filters. Quotes count only where they enclose the whole value, as clients rely on.</summary>
internal static class FilterValues
{
    public static string ParseSingle(TextCursor cursor, bool inLogic)
    {
        if (!inLogic)
            return cursor.TakeRest();
        return ParseWholeQuoted(cursor) ?? ParseArray(cursor) ?? cursor.TakeWhile(letter => letter is not (',' or ')'));
    }

    /// <summary><c>(a,"b,c",d)</c></summary>
    public static IReadOnlyList<string> ParseList(TextCursor cursor)
    {
        cursor.SkipSpace();
        cursor.Expect('(');
        var values = new List<string>();
        do
        {
            values.Add(ParseWholeQuoted(cursor) ?? cursor.TakeWhile(letter => letter is not (',' or ')')));
        }
        while (cursor.Take(','));
        cursor.Expect(')');
        cursor.SkipSpace();
        return values;
    }

    private static string? ParseWholeQuoted(TextCursor cursor)
    {
        if (cursor.Next != '"')
            return null;
        var start = cursor.Position;
        var value = NameParser.ParseQuoted(cursor);
        if (value is not null && (cursor.AtEnd || cursor.Next is ',' or ')'))
            return value;
        cursor.Position = start;
        return null;
    }

    /// <summary><c>{1,2,3}</c>: its commas do not end the value.</summary>
    private static string? ParseArray(TextCursor cursor)
    {
        var start = cursor.Position;
        if (!cursor.Take('{'))
            return null;
        var inner = cursor.TakeWhile(letter => letter is not ('{' or '}'));
        if (cursor.Take('}'))
            return "{" + inner + "}";
        cursor.Position = start;
        return null;
    }
}
