namespace PortalChat.Realtime.Visibility;

/// <summary>
/// What the source of a function in SQL or PL/pgSQL depends on, as far as it is made of nothing but the words listed
/// here: its arguments, the session's settings (the caller's claims are one), and other functions. A word that is not
/// listed makes it unknown; there is no attempt to understand the language.
/// </summary>
/// <param name="IsClosed">Only listed words occur: it reads no table, no clock and no chance.</param>
/// <param name="Calls">Functions that it calls by schema and name, which must be closed too.</param>
internal sealed record FunctionSource(bool IsClosed, IReadOnlyList<(string Schema, string Name)> Calls)
{
    private static readonly FunctionSource Unknown = new(false, []);

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "select", "as", "case", "when", "then", "else", "end", "and", "or", "not", "is", "null", "true", "false", "in",
        "declare", "begin", "return", "constant", "if", "elsif", "array", "any", "all",
        "text", "uuid", "jsonb", "json", "boolean", "bool", "integer", "int", "bigint", "smallint",
    };

    private static readonly HashSet<string> TypeWords = new(StringComparer.Ordinal)
    {
        "constant", "text", "uuid", "jsonb", "json", "boolean", "bool", "integer", "int", "bigint", "smallint",
    };

    /// <summary>Immutable functions of Postgres, and the one that reads settings.</summary>
    private static readonly HashSet<string> BuiltIn = new(StringComparer.Ordinal)
    {
        "coalesce", "nullif", "greatest", "least", "current_setting", "lower", "upper", "btrim", "length", "left",
        "right", "split_part", "replace", "starts_with", "jsonb_array_length", "jsonb_extract_path_text",
        "in", "and", "or", "not", "any", "all", "when", "then", "return", "select", "if", "array",
    };

    public static FunctionSource Read(string source, IEnumerable<string> arguments)
    {
        if (Tokens(source) is not { } tokens)
        {
            return Unknown;
        }

        var names = new HashSet<string>(arguments, StringComparer.Ordinal);
        var calls = new List<(string, string)>();
        string At(int index) => index >= 0 && index < tokens.Count ? tokens[index] : "";
        for (var index = 0; index < tokens.Count; index++)
        {
            var word = tokens[index];
            if (!IsName(word))
            {
                continue;
            }

            if (At(index + 1) == "." && IsName(At(index + 2)) && At(index + 3) == "(")
            {
                calls.Add((word, At(index + 2)));
                index += 2;
            }
            else if (At(index + 1) == "." || At(index - 1) == ".")
            {
                return Unknown;
            }
            else if (At(index + 1) == "(")
            {
                if (!BuiltIn.Contains(word))
                {
                    return Unknown;
                }
            }
            else if (!Words.Contains(word) && !names.Contains(word))
            {
                if (!TypeWords.Contains(At(index + 1)))
                {
                    return Unknown;
                }

                // "name constant type" or "name type": a variable of its own.
                names.Add(word);
            }
        }

        return new FunctionSource(true, calls);
    }

    private static bool IsName(string token) => token.Length > 0 && (char.IsAsciiLetter(token[0]) || token[0] == '_');

    /// <summary>Names in lower case, and every other character by itself; null where there is more to the source.</summary>
    private static List<string>? Tokens(string source)
    {
        var tokens = new List<string>();
        for (var index = 0; index < source.Length;)
        {
            var rest = source.AsSpan(index);
            var character = source[index];
            if (char.IsWhiteSpace(character))
            {
                index++;
            }
            else if (rest.StartsWith("--"))
            {
                var end = rest.IndexOf('\n');
                index = end < 0 ? source.Length : index + end;
            }
            else if (char.IsAsciiLetter(character) || character == '_')
            {
                var length = 1;
                while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'))
                {
                    length++;
                }

                tokens.Add(source.Substring(index, length).ToLowerInvariant());
                index += length;
            }
            else if (character == '\'')
            {
                // A prefix (E, U&) would stand before it as a word that is not listed; two quotes are one inside.
                var end = rest[1..].IndexOf('\'');
                if (end < 0)
                {
                    return null;
                }

                tokens.Add("'");
                index += end + 2;
            }
            else if (character is '"' or '$' or '\\' || character > '~' || rest.StartsWith("/*"))
            {
                return null;
            }
            else
            {
                tokens.Add(character.ToString());
                index++;
            }
        }

        return tokens;
    }
}
