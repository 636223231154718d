namespace PortalChat.Rest.Requests.Syntax;

/// <summary><c>order=created_at.desc.nullslast,meta-&gt;k,author(name)</c></summary>
internal static class OrderParser
{
    public static IReadOnlyList<OrderTerm> Parse(string text)
    {
        var cursor = new TextCursor(text, $"order ({text})");
        var terms = new List<OrderTerm>();
        do
        {
            terms.Add(ParseTerm(cursor));
            cursor.SkipSpace();
        }
        while (cursor.Take(','));
        return cursor.AtEnd ? terms : throw cursor.Fail("delimiter (.), \",\" or end of input");
    }

    private static OrderTerm ParseTerm(TextCursor cursor)
    {
        cursor.SkipSpace();
        var field = NameParser.ParseField(cursor);
        string? relation = null;
        if (field.Json.Count == 0 && cursor.Take('('))
        {
            relation = field.Name;
            field = NameParser.ParseField(cursor);
            cursor.Expect(')');
        }

        bool? descending = TakeWord(cursor, ".asc") ? false : TakeWord(cursor, ".desc") ? true : null;
        bool? nullsFirst = TakeWord(cursor, ".nullsfirst") ? true : TakeWord(cursor, ".nullslast") ? false : null;
        if (cursor.Take('.'))
        {
            throw cursor.Fail(descending is null
                ? "\"asc\", \"desc\", \"nullsfirst\" or \"nullslast\""
                : "\"nullsfirst\" or \"nullslast\"");
        }

        return new OrderTerm(relation, field, descending, nullsFirst);
    }

    private static bool TakeWord(TextCursor cursor, string word)
    {
        var start = cursor.Position;
        if (cursor.Take(word) && (cursor.AtEnd || cursor.Next is ',' or '.' or ' '))
            return true;
        cursor.Position = start;
        return false;
    }
}
