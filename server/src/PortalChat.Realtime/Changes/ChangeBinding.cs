namespace PortalChat.Realtime.Changes;

/// <summary>One change binding of a channel, checked and ready.</summary>
internal sealed record ChangeBinding
{
    /// <summary>What the client knows it by.</summary>
    public required int Id { get; init; }

    /// <summary>Null for all three.</summary>
    public required ChangeKind? Kind { get; init; }

    /// <summary>Null for every schema.</summary>
    public required string? Schema { get; init; }

    /// <summary>Null for every table.</summary>
    public required string? Table { get; init; }

    /// <summary>All must hold.</summary>
    public IReadOnlyList<RowPredicate> Predicates { get; init; } = [];

    /// <summary>The columns wanted; null for all.</summary>
    public IReadOnlyList<string>? Select { get; init; }

    /// <summary>A predicate by which this binding can be looked up, or null.</summary>
    public RowPredicate? Lookup => Predicates.FirstOrDefault(predicate => predicate.ExactText is not null);

    public bool Matches(RowChange change)
    {
        if ((Kind is { } kind && kind != change.Kind)
            || (Schema is not null && Schema != change.Relation.Table.Schema)
            || (Table is not null && Table != change.Relation.Table.Name))
        {
            return false;
        }

        foreach (var predicate in Predicates)
        {
            var index = change.Relation.IndexOf(predicate.Column);
            if (index < 0 || !predicate.Holds(change.Values.Text(index)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the role may read every column that the filter looks at: else the answer would tell them.</summary>
    public bool MayFilter(string role, Relation relation)
    {
        foreach (var predicate in Predicates)
        {
            var index = relation.IndexOf(predicate.Column);
            if (index < 0 || !relation.Columns[index].Readers.Contains(role))
            {
                return false;
            }
        }

        return true;
    }
}
