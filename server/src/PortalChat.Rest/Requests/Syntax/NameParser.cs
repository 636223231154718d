using System.Text;

namespace PortalChat.Rest.Requests.Syntax;

/// <summary>Names of columns, relations and functions, quoted or not, and json paths behind them.</summary>
internal static class NameParser
{
    private const string NameExpected = "field name (* or [a..z0..9_$])";

    /// <summary>Letters, digits, <c>_</c>, <c>$</c>, inner spaces and single dashes; anything at all in double quotes.</summary>
    public static string ParseName(TextCursor cursor)
    {
        if (cursor.Next == '"')
            return ParseQuoted(cursor) ?? throw cursor.Fail("closing quote");
        var name = new StringBuilder();
        while (true)
        {
            var part = cursor.TakeWhile(IsNameCharacter).Trim(' ');
            if (part.Length == 0)
                throw cursor.Fail(NameExpected);
            name.Append(part);
            if (cursor.Next != '-' || cursor.At("->"))
                return name.ToString();
            cursor.Take('-');
            name.Append('-');
        }
    }

    /// <summary>A type, a text search configuration: letters, digits, <c>_</c>, <c>$</c> and inner spaces.</summary>
    public static string ParseIdentifier(TextCursor cursor)
    {
        var name = cursor.TakeWhile(IsNameCharacter).Trim(' ');
        return name.Length > 0 ? name : throw cursor.Fail("letter or digit");
    }

    /// <summary>What is between double quotes, with backslash escapes; null if no quote closes it.</summary>
    public static string? ParseQuoted(TextCursor cursor)
    {
        var start = cursor.Position;
        cursor.Take('"');
        var value = new StringBuilder();
        while (!cursor.AtEnd)
        {
            var letter = cursor.TakeAny();
            if (letter == '"')
                return value.ToString();
            if (letter == '\\')
            {
                if (cursor.AtEnd)
                    break;
                letter = cursor.TakeAny();
            }

            value.Append(letter);
        }

        cursor.Position = start;
        return null;
    }

    public static FieldPath ParseField(TextCursor cursor)
    {
        cursor.SkipSpace();
        var name = ParseName(cursor);
        var path = ParseJsonPath(cursor);
        cursor.SkipSpace();
        return new FieldPath(name, path);
    }

    public static IReadOnlyList<JsonStep> ParseJsonPath(TextCursor cursor)
    {
        if (!cursor.At("->"))
            return [];
        var steps = new List<JsonStep>();
        while (cursor.At("->"))
        {
            var asText = cursor.Take("->>");
            if (!asText)
                cursor.Take("->");
            steps.Add(ParseIndex(cursor) is { } index
                ? new JsonStep(asText, null, index)
                : new JsonStep(asText, ParseName(cursor), null));
        }

        return steps;
    }

    private static int? ParseIndex(TextCursor cursor)
    {
        var start = cursor.Position;
        var sign = cursor.Take('-') ? "-" : "";
        var digits = cursor.TakeWhile(char.IsAsciiDigit);
        var ends = cursor.AtEnd || cursor.At("->") || cursor.At("::") || cursor.Next is '.' or ',' or ')' or '=';
        if (digits.Length > 0 && ends && int.TryParse(sign + digits, out var index))
            return index;
        if (sign.Length > 0)
            throw cursor.Fail("digit");
        cursor.Position = start;
        return null;
    }

    private static bool IsNameCharacter(char letter) =>
        char.IsLetterOrDigit(letter) || char.IsSurrogate(letter) || letter is '_' or '$' or ' ';
}
