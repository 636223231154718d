namespace PortalChat.Rest.Requests.Syntax;

/// <summary><c>or=(a.eq.1,not.and(b.gt.2,c.is.null))</c></summary>
internal static class LogicParser
{
    private const string Expected = "field name (* or [a..z0..9_$]), negation operator (not) or logic operator (and, or)";

    /// <param name="text">The parameter's value, in its parentheses.</param>
    public static LogicTree Parse(string text, bool isAnd, bool isNegated)
    {
        var cursor = new TextCursor(text, $"logic tree ({text})");
        cursor.SkipSpace();
        var members = ParseMembers(cursor);
        return cursor.AtEnd
            ? new LogicTree.Group(isNegated, isAnd, members)
            : throw cursor.Fail("end of input");
    }

    private static List<LogicTree> ParseMembers(TextCursor cursor)
    {
        cursor.Expect('(');
        var members = new List<LogicTree>();
        do
        {
            cursor.SkipSpace();
            members.Add(ParseMember(cursor));
            cursor.SkipSpace();
        }
        while (cursor.Take(','));
        cursor.Expect(')');
        cursor.SkipSpace();
        return members;
    }

    private static LogicTree ParseMember(TextCursor cursor)
    {
        if (TryParseOperator(cursor) is { } group)
        {
            var members = cursor.Nested(() => ParseMembers(cursor));
            return new LogicTree.Group(group.IsNegated, group.IsAnd, members);
        }

        if (cursor.Next is ')' or ',' || cursor.AtEnd)
            throw cursor.Fail(Expected);
        var field = NameParser.ParseField(cursor);
        cursor.Expect('.');
        var (isNegated, test) = FilterParser.ParseTest(cursor, inLogic: true);
        return new LogicTree.Leaf(field, isNegated, test);
    }

    /// <summary>Takes <c>and</c>, <c>or</c>, <c>not.and</c> or <c>not.or</c> where a parenthesis follows.</summary>
    private static (bool IsNegated, bool IsAnd)? TryParseOperator(TextCursor cursor)
    {
        var start = cursor.Position;
        var isNegated = cursor.Take("not.");
        var isAnd = cursor.Take("and");
        if (isAnd || cursor.Take("or"))
        {
            cursor.SkipSpace();
            if (cursor.Next == '(')
                return (isNegated, isAnd);
        }

        cursor.Position = start;
        return null;
    }
}
