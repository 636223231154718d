using PortalChat.Rest.Planning;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Sql;

/// <summary>The columns that a level's select has, its spread embeds unfolded.</summary>
internal sealed record RowsOutput(IReadOnlyList<OutputColumn> Columns)
{
    /// <summary>Some column is an aggregate, so the others are what rows are grouped by.</summary>
    public bool IsGrouped => Columns.Any(column => column.Aggregate is not null);

    /// <param name="plan">The level.</param>
    /// <param name="expandStar">Names each column of <c>*</c>, as spreading and grouping need it.</param>
    public static RowsOutput Of(RowsPlan plan, bool expandStar = false)
    {
        var columns = Collect(plan, expandStar).ToList();
        return !expandStar && columns.Exists(column => column.Aggregate is not null)
            ? new RowsOutput([.. Collect(plan, expandStar: true)])
            : new RowsOutput(columns);
    }

    /// <summary>The spread column that an order by a related row's column means: of grouped rows only that can be had.</summary>
    public OutputSource.Spread? SpreadOf(PlannedOrder term) => Columns
        .Select(column => column.Source)
        .OfType<OutputSource.Spread>()
        .FirstOrDefault(spread => spread.Embed.Way == term.Related
            && Of(spread.Embed.Rows, expandStar: true).Columns[spread.Place].Source is OutputSource.Field { Cast: null } field
            && field.Reference.Column == term.Field.Column
            && field.Reference.Computed is null && term.Field.Computed is null
            && field.Reference.Json.SequenceEqual(term.Field.Json));

    private static IEnumerable<OutputColumn> Collect(RowsPlan plan, bool expandStar)
    {
        foreach (var column in plan.Columns)
        {
            switch (column)
            {
                case PlannedColumn.Value { Field: null } count:
                    yield return new(count.Name, new OutputSource.Rows(), count.Aggregate, count.AggregateCast);
                    break;
                case PlannedColumn.Value { Field: { } field } value:
                    var source = new OutputSource.Field(field, value.Cast);
                    yield return new(value.Name, source, value.Aggregate, value.AggregateCast);
                    break;
                case PlannedColumn.Star when expandStar:
                    foreach (var known in plan.Shape.Columns)
                        yield return new(known.Name, new OutputSource.Field(new FieldReference(known, []), null));
                    break;
                default:
                    yield return new(null, new OutputSource.Star());
                    break;
            }
        }

        foreach (var embed in plan.Embeds)
        {
            if (embed.IsSpread)
            {
                var place = 0;
                foreach (var inner in Of(embed.Rows, expandStar: true).Columns)
                {
                    // To one: an aggregate in the spread counts the outer rows, so it is applied out here.
                    var outer = embed.Way.IsToOne ? inner.Aggregate : null;
                    yield return new(inner.Name, new OutputSource.Spread(embed, place++), outer, inner.AggregateCast);
                }
            }
            else if (!embed.Rows.SelectsNothing)
            {
                yield return new(embed.Name, new OutputSource.Embedded(embed));
            }
        }
    }
}

/// <param name="Name">The key in the result; null for <c>*</c>, which brings its own.</param>
internal sealed record OutputColumn(
    string? Name, OutputSource Source, AggregateKind? Aggregate = null, string? AggregateCast = null);

internal abstract record OutputSource
{
    private OutputSource()
    {
    }

    public sealed record Star : OutputSource;

    /// <summary>The row itself, to be counted.</summary>
    public sealed record Rows : OutputSource;

    public sealed record Field(FieldReference Reference, string? Cast) : OutputSource;

    public sealed record Embedded(PlannedEmbed Embed) : OutputSource;

    /// <param name="Place">Which of the embed's columns.</param>
    public sealed record Spread(PlannedEmbed Embed, int Place) : OutputSource;
}
