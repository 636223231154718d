using Npgsql;

namespace PortalChat.Realtime.Visibility;

/// <summary>
/// Who may see which changes, by the tables' own policies: from memory where the answer is known, and otherwise by
/// asking Postgres. Not for concurrent use.
/// </summary>
internal sealed class RowVisibility(RowQuestions rows, ValueQuestions values, PolicyCatalog policies, RealtimeMetrics metrics)
{
    private readonly RememberedAnswers _memory = new();
    private int _version = -1;

    /// <summary>Those of the sights that are allowed.</summary>
    /// <exception cref="NpgsqlException">The connection failed.</exception>
    public async Task<HashSet<Sight>> AskAsync(IReadOnlyCollection<Sight> sights, CancellationToken cancellationToken)
    {
        var version = policies.Version;
        if (version != _version)
        {
            _version = version;
            _memory.Forget();
        }

        // 1. What is known already.
        var allowed = new HashSet<Sight>();
        var asked = new List<Sight>();
        var unknown = new Dictionary<ValueQuestion, List<Sight>>(SameValues.Comparer);
        foreach (var sight in sights)
        {
            switch (policies.RuleFor(sight.Change.Relation.Table.Id, sight.Viewer.Role))
            {
                case VisibilityRule.Open:
                    allowed.Add(sight);
                    break;
                case VisibilityRule.Remembered rule when RememberedAnswers.Values(rule, sight.Change) is { } key:
                    if (_memory.Find(sight.Viewer, rule, key) is not { } answer)
                    {
                        var question = new ValueQuestion(sight.Viewer, rule, key, sight.Change);
                        if (!unknown.TryGetValue(question, out var same))
                        {
                            unknown.Add(question, same = []);
                        }

                        same.Add(sight);
                    }
                    else if (answer)
                    {
                        allowed.Add(sight);
                    }

                    break;
                default:
                    asked.Add(sight);
                    break;
            }
        }

        // 2. What can be asked by values, and then known.
        metrics.Remembered(sights.Count - asked.Count - unknown.Count);
        metrics.Asked(asked.Count + unknown.Count);
        foreach (var question in await values.AskAsync(unknown.Keys, _memory, cancellationToken))
        {
            asked.AddRange(unknown[question]);
            unknown.Remove(question);
        }

        allowed.UnionWith(unknown
            .Where(each => _memory.Find(each.Key.Viewer, each.Key.Rule, each.Key.Values) is true)
            .SelectMany(each => each.Value));

        // 3. What has to be asked by row, each time.
        allowed.UnionWith(await rows.AskAsync(asked, cancellationToken));
        return allowed;
    }

    /// <summary>Whichever row it was that brought the values.</summary>
    private sealed class SameValues : IEqualityComparer<ValueQuestion>
    {
        public static SameValues Comparer { get; } = new();

        public bool Equals(ValueQuestion? x, ValueQuestion? y) =>
            ReferenceEquals(x?.Rule, y?.Rule) && x?.Values == y?.Values && Equals(x?.Viewer, y?.Viewer);

        public int GetHashCode(ValueQuestion question) => HashCode.Combine(question.Viewer, question.Rule, question.Values);
    }
}
