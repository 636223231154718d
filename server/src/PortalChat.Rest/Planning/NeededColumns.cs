namespace PortalChat.Rest.Planning;

/// <summary>Which columns a write must return for its representation: the caller may be allowed to read only those.</summary>
internal static class NeededColumns
{
    /// <returns>Null for all.</returns>
    public static IReadOnlyList<string>? Of(RowsPlan rows)
    {
        var needsRow = rows.Columns.Any(column => column is PlannedColumn.Star or PlannedColumn.Value { Field.Computed: not null })
            || rows.Embeds.Any(embed => embed.Way.Function is not null)
            || rows.Order.Any(term => term.Field.Computed is not null || term.Related?.Function is not null);
        if (needsRow)
            return null;
        var selected = rows.Columns.OfType<PlannedColumn.Value>()
            .Where(column => column.Field is not null)
            .Select(column => column.Field!.Column.Name);
        var joined = rows.Embeds.SelectMany(embed => embed.Way.Columns).Select(pair => pair.Source);
        var ordered = rows.Order.Where(term => term.Related is null).Select(term => term.Field.Column.Name);
        var orderedBy = rows.Order.Where(term => term.Related is not null)
            .SelectMany(term => term.Related!.Columns)
            .Select(pair => pair.Source);
        return [.. selected.Concat(joined).Concat(ordered).Concat(orderedBy).Distinct()];
    }
}
