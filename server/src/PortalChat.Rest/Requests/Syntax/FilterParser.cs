namespace PortalChat.Rest.Requests.Syntax;

/// <summary>The right side of a filter: <c>not.eq.5</c>, <c>in.(1,2)</c>, <c>fts(english).rain</c>.</summary>
internal static class FilterParser
{
    public static (bool IsNegated, FilterTest Test) Parse(string text)
    {
        var cursor = new TextCursor(text, $"filter ({text})");
        var parsed = ParseTest(cursor, inLogic: false);
        return cursor.AtEnd ? parsed : throw cursor.Fail("end of input");
    }

    /// <summary>Whether text looks like a filter: tells a filter from an argument in a GET of a function.</summary>
    public static bool LooksLikeFilter(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return false;
        var word = text[..dot];
        var paren = word.IndexOf('(', StringComparison.Ordinal);
        if (paren >= 0)
            word = word[..paren];
        return word is "not" or "is" or "in" or "isdistinct"
            || FilterOperators.Comparison(word) is not null || FilterOperators.FullText(word) is not null;
    }

    /// <param name="inLogic">Inside <c>and=(…)</c> a value ends at a comma or a parenthesis.</param>
    public static (bool IsNegated, FilterTest Test) ParseTest(TextCursor cursor, bool inLogic)
    {
        var isNegated = cursor.Take("not.");
        return (isNegated, ParseOperation(cursor, inLogic));
    }

    private static FilterTest ParseOperation(TextCursor cursor, bool inLogic)
    {
        var start = cursor.Position;
        var word = cursor.TakeWhile(char.IsAsciiLetter);
        if (word == "in" && cursor.Take('.'))
            return new FilterTest.In(FilterValues.ParseList(cursor));
        if (word == "is" && cursor.Take('.'))
            return new FilterTest.Is(ParseIs(cursor));
        if (word == "isdistinct" && cursor.Take('.'))
            return new FilterTest.IsDistinct(FilterValues.ParseSingle(cursor, inLogic));
        if (FilterOperators.FullText(word) is { } function && cursor.Next is '.' or '(')
        {
            var language = ParseLanguage(cursor);
            cursor.Expect('.');
            return new FilterTest.FullText(function, language, FilterValues.ParseSingle(cursor, inLogic));
        }

        if (FilterOperators.Comparison(word) is { } comparison)
        {
            var quantifier = comparison.TakesQuantifier ? ParseQuantifier(cursor) : Quantifier.None;
            cursor.Expect('.');
            var value = FilterValues.ParseSingle(cursor, inLogic);
            return new FilterTest.Compare(comparison.Sql, comparison.TakesPattern, quantifier, value);
        }

        cursor.Position = start;
        throw cursor.Fail("operator (eq, gt, ...)");
    }

    private static IsKind ParseIs(TextCursor cursor)
    {
        if (cursor.TakeIgnoringCase("not_null"))
            return IsKind.NotNull;
        if (cursor.TakeIgnoringCase("null"))
            return IsKind.Null;
        if (cursor.TakeIgnoringCase("true"))
            return IsKind.True;
        if (cursor.TakeIgnoringCase("false"))
            return IsKind.False;
        if (cursor.TakeIgnoringCase("unknown"))
            return IsKind.Unknown;
        throw cursor.Fail("isVal: (null, not_null, true, false, unknown)");
    }

    private static string? ParseLanguage(TextCursor cursor)
    {
        if (!cursor.Take('('))
            return null;
        var language = NameParser.ParseIdentifier(cursor);
        cursor.Expect(')');
        return language;
    }

    private static Quantifier ParseQuantifier(TextCursor cursor)
    {
        if (!cursor.Take('('))
            return Quantifier.None;
        var quantifier = cursor.Take("any") ? Quantifier.Any
            : cursor.Take("all") ? Quantifier.All
            : throw cursor.Fail("\"any\" or \"all\"");
        cursor.Expect(')');
        return quantifier;
    }
}
