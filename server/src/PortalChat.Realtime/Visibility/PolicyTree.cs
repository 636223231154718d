using System.Globalization;

namespace PortalChat.Realtime.Visibility;

/// <summary>What a policy's expression is made of, read from its node tree (<c>pg_policy.polqual</c>).</summary>
/// <param name="IsClosed">It reads its row and calls functions; no table, no whole row, nothing that is not known here.</param>
/// <param name="IsMonotone">
/// What is true of it with nulls for the row's columns is true for every row, as long as the functions that take
/// arguments are strict: in three-valued logic, more knowledge never turns true into false.
/// </param>
/// <param name="Columns">Numbers of the columns that it reads.</param>
/// <param name="Functions">Oids of the functions that it calls, those of operators included.</param>
internal sealed record PolicyTree(
    bool IsClosed,
    bool IsMonotone,
    IReadOnlySet<int> Columns,
    IReadOnlySet<uint> Functions)
{
    private static readonly HashSet<string> MonotoneNodes = new(StringComparer.Ordinal)
    {
        "BOOLEXPR", "OPEXPR", "SCALARARRAYOPEXPR", "VAR", "CONST", "FUNCEXPR", "RELABELTYPE", "SUBLINK", "QUERY",
        "FROMEXPR", "TARGETENTRY",
    };

    private static readonly HashSet<string> OtherNodes = new(StringComparer.Ordinal)
    {
        "NULLTEST", "BOOLEANTEST", "COALESCEEXPR", "NULLIFEXPR", "CASEEXPR", "CASEWHEN", "DISTINCTEXPR", "ARRAYEXPR",
        "COERCEVIAIO",
    };

    /// <summary>Types whose text forms depend on nothing: bool, int8, int2, int4, text, varchar, uuid, jsonb.</summary>
    private static readonly HashSet<string> PlainTypes =
        new(StringComparer.Ordinal) { "16", "20", "21", "23", "25", "1043", "2950", "3802" };

    private const string ScalarSubquery = "4";
    private const string Nothing = "<>";

    public static PolicyTree Read(string tree)
    {
        var (closed, monotone) = (true, true);
        var columns = new HashSet<int>();
        var functions = new HashSet<uint>();
        var tokens = Tokens(tree).ToList();
        for (var index = 0; index + 1 < tokens.Count; index++)
        {
            var next = tokens[index + 1];
            switch (tokens[index])
            {
                case "{":
                    monotone &= MonotoneNodes.Contains(next);
                    closed &= MonotoneNodes.Contains(next) || OtherNodes.Contains(next);
                    break;
                case ":varattno":
                    var column = int.Parse(next, CultureInfo.InvariantCulture);
                    closed &= column > 0;
                    columns.Add(column);
                    break;
                case ":funcid" or ":opfuncid":
                    functions.Add(uint.Parse(next, CultureInfo.InvariantCulture));
                    break;
                case ":subLinkType":
                    closed &= next == ScalarSubquery;
                    break;
                case ":rtable" or ":cteList" or ":limitCount" or ":limitOffset" or ":setOperations":
                    closed &= next == Nothing;
                    break;
                case ":hasTargetSRFs":
                    closed &= next == "false";
                    break;
                case ":resulttype":
                    closed &= PlainTypes.Contains(next);
                    break;
            }
        }

        return new PolicyTree(closed, closed && monotone, columns, functions);
    }

    /// <summary>Words and braces; a backslash makes the next character part of a word.</summary>
    private static IEnumerable<string> Tokens(string tree)
    {
        var word = new System.Text.StringBuilder();
        for (var index = 0; index < tree.Length; index++)
        {
            switch (tree[index])
            {
                case '\\' when index + 1 < tree.Length:
                    word.Append('\\').Append(tree[++index]);
                    continue;
                case not (' ' or '\n' or '(' or ')' or '{' or '}'):
                    word.Append(tree[index]);
                    continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (tree[index] == '{')
            {
                yield return "{";
            }
        }
    }
}
