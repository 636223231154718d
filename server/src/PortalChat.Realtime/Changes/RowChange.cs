namespace PortalChat.Realtime.Changes;

internal enum ChangeKind
{
    Insert,
    Update,
    Delete,
}

/// <summary>
/// A table as the write-ahead log announced it: the columns in the order of a change's values, each with what the
/// catalog says about it (nothing for a column that is gone by now: nobody may read it).
/// </summary>
internal sealed record Relation(Table Table, IReadOnlyList<Column> Columns)
{
    public int[] KeyIndexes { get; } =
        [.. Columns.Select((column, index) => (column, index)).Where(each => each.column.IsKey).Select(each => each.index)];

    public int IndexOf(string column)
    {
        for (var index = 0; index < Columns.Count; index++)
        {
            if (Columns[index].Name == column)
            {
                return index;
            }
        }

        return -1;
    }
}

/// <summary>One changed row of a committed transaction. Owns its values.</summary>
internal sealed class RowChange
{
    public required ChangeKind Kind { get; init; }

    public required Relation Relation { get; init; }

    /// <summary>The transaction's id, as the log gives it: the lower 32 bits.</summary>
    public required uint TransactionId { get; init; }

    public required DateTime CommittedAt { get; init; }

    /// <summary>The row's new values; for a delete the old ones, as far as the replica identity has them.</summary>
    public required RowValues Values { get; init; }

    /// <summary>Of an update that changed the key, or under REPLICA IDENTITY FULL; else null.</summary>
    public RowValues? OldValues { get; init; }

    /// <summary>Under REPLICA IDENTITY FULL the log has every column of the old row, else only the key.</summary>
    public bool HasWholeOldRow { get; init; }
}
