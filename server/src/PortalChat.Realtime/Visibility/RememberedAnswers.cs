using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Channels;

namespace PortalChat.Realtime.Visibility;

/// <summary>
/// What policies have answered before: for a viewer and a rule, by the values of exactly those columns that the rule
/// reads. A rule is an object of its own for each announcement of its table, so altered policies begin with nothing.
/// Not for concurrent use.
/// </summary>
internal sealed class RememberedAnswers
{
    /// <summary>Beyond it everything is forgotten, which costs one question for each again.</summary>
    private const int MaxAnswers = 1_000_000;

    private readonly Dictionary<(Viewer, VisibilityRule.Remembered), Known> _known = [];
    private int _answers;

    /// <summary>The rules that answers are kept for.</summary>
    public IEnumerable<VisibilityRule.Remembered> Rules => _known.Keys.Select(key => key.Item2).Distinct();

    /// <summary>Null where it has not been asked.</summary>
    public bool? Find(Viewer viewer, VisibilityRule.Remembered rule, string values) =>
        !_known.TryGetValue((viewer, rule), out var known) ? null
        : known.EveryRow ? true
        : known.ByValues.TryGetValue(values, out var answer) ? answer
        : null;

    /// <summary>Whether anything is known, so that the question for every row has been asked.</summary>
    public bool Knows(Viewer viewer, VisibilityRule.Remembered rule) => _known.ContainsKey((viewer, rule));

    public void Add(Viewer viewer, VisibilityRule.Remembered rule, string values, bool answer) =>
        Of(viewer, rule).ByValues[values] = answer;

    public void AddEveryRow(Viewer viewer, VisibilityRule.Remembered rule) => Of(viewer, rule).EveryRow = true;

    public void Forget()
    {
        _known.Clear();
        _answers = 0;
    }

    /// <summary>
    /// The values of the rule's columns in a row as one text; null where the log does not have them all.
    /// </summary>
    public static string? Values(VisibilityRule.Remembered rule, RowChange change)
    {
        var columns = rule.Columns;
        if (columns.Count == 1)
        {
            return At(change, columns[0].Name, out var only) ? Written(only) : null;
        }

        var texts = new string[columns.Count];
        for (var index = 0; index < texts.Length; index++)
        {
            if (!At(change, columns[index].Name, out var value))
            {
                return null;
            }

            texts[index] = Written(value);
        }

        return string.Concat(texts.Select(text => $"{text.Length}:{text}"));
    }

    public static bool At(RowChange change, string column, out string? value)
    {
        var index = change.Relation.IndexOf(column);
        value = index < 0 ? null : change.Values.Text(index);
        return index >= 0 && !change.Values.IsUntouched(index);
    }

    // A null and an empty text are two values.
    private static string Written(string? value) => value is null ? "-" : "+" + value;

    private Known Of(Viewer viewer, VisibilityRule.Remembered rule)
    {
        if (++_answers > MaxAnswers)
        {
            Forget();
        }

        if (!_known.TryGetValue((viewer, rule), out var known))
        {
            _known.Add((viewer, rule), known = new Known());
        }

        return known;
    }

    private sealed class Known
    {
        public bool EveryRow { get; set; }

        public Dictionary<string, bool> ByValues { get; } = new(StringComparer.Ordinal);
    }
}
