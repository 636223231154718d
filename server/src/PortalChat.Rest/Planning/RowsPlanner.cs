using PortalChat.Database.Catalog;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Exposure;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>
/// Holds a parsed query against the catalog: (1) lays out the levels, (2) hands each parameter to its level,
/// (3) resolves every name.
/// </summary>
internal sealed class RowsPlanner(ExposedCatalog catalog, bool allowAggregates)
{
    private readonly FieldResolver _fields = new(catalog);
    private readonly RelationshipFinder _ways = new(catalog);
    private int _levels;

    /// <param name="shape">The rows of the root.</param>
    /// <param name="query">What is wanted of them.</param>
    /// <param name="maxRows">The most rows of any level, or null.</param>
    public RowsPlan Plan(RowShape shape, RestQuery query, int? maxRows)
    {
        var root = LayOut(new LevelDraft(shape, null, null), query.Select);
        foreach (var condition in query.Conditions)
            root.Descend(condition.Path).Conditions.Add(condition.Value);
        foreach (var order in query.Orders)
            root.Descend(order.Path).Order.AddRange(order.Value);
        foreach (var range in query.Ranges)
            root.Descend(range.Path).Range = range.Value;
        return Resolve(root, maxRows);
    }

    private LevelDraft LayOut(LevelDraft level, IReadOnlyList<SelectItem> items)
    {
        foreach (var item in items)
        {
            if (item is not SelectItem.Embed embed)
            {
                level.Own.Add(item);
                continue;
            }

            if (level.Shape.Table is not { } table)
                throw SchemaErrors.NoRelationship(level.Shape.Name, embed.Relation, embed.Hint, "", null);
            var way = _ways.Find(table, embed.Relation, embed.Hint);
            level.Children.Add(LayOut(new LevelDraft(RowShape.Of(way.Target), embed, way), embed.Items));
        }

        return level;
    }

    private RowsPlan Resolve(LevelDraft level, int? maxRows)
    {
        var number = _levels++;
        var embeds = level.Children.Select(child => ResolveEmbed(child, maxRows)).ToList();
        return new RowsPlan
        {
            Shape = level.Shape,
            Number = number,
            Columns = [.. level.Own.Select(item => ResolveColumn(level.Shape, item))],
            Embeds = embeds,
            Conditions = [.. level.Conditions.Select(tree => ResolveCondition(level, tree))],
            Order = [.. level.Order.Select(term => ResolveOrder(level, term))],
            Range = maxRows is { } most ? level.Range.AtMost(most) : level.Range,
        };
    }

    private PlannedEmbed ResolveEmbed(LevelDraft child, int? maxRows)
    {
        var item = child.Item!;
        return new PlannedEmbed(
            item.Alias ?? item.Relation, child.Way!, item.IsInner, item.IsSpread, Resolve(child, maxRows));
    }

    private PlannedColumn ResolveColumn(RowShape shape, SelectItem item)
    {
        if (item is not SelectItem.Field field)
            return new PlannedColumn.Star();
        if (field.Aggregate is not null && !allowAggregates)
            throw RequestErrors.Aggregates();
        var reference = field.Path is null ? null : _fields.Resolve(shape, field.Path);
        var name = field.Alias ?? AggregateName(field.Aggregate) ?? field.Path!.LastKey ?? reference!.Column.Name;
        return new PlannedColumn.Value(
            name, reference, _fields.ResolveCast(field.Cast), field.Aggregate, _fields.ResolveCast(field.AggregateCast));
    }

    /// <summary>What Postgres calls an aggregate's column.</summary>
    private static string? AggregateName(AggregateKind? kind) => kind switch
    {
        AggregateKind.Sum => "sum",
        AggregateKind.Avg => "avg",
        AggregateKind.Count => "count",
        AggregateKind.Max => "max",
        AggregateKind.Min => "min",
        _ => null,
    };

    private PlannedCondition ResolveCondition(LevelDraft level, LogicTree tree)
    {
        if (tree is LogicTree.Group group)
        {
            var members = group.Members.Select(member => ResolveCondition(level, member));
            return new PlannedCondition.Group(group.IsNegated, group.IsAnd, [.. members]);
        }

        var leaf = (LogicTree.Leaf)tree;
        if (leaf.Field.Json.Count == 0
            && level.Shape.Find(leaf.Field.Name) is null
            && level.FindChild(leaf.Field.Name) is { } child)
        {
            return Presence(level.Children.IndexOf(child), leaf);
        }

        return new PlannedCondition.Test(_fields.Resolve(level.Shape, leaf.Field), leaf.IsNegated, leaf.Test);
    }

    private static PlannedCondition.Presence Presence(int embed, LogicTree.Leaf leaf) => leaf.Test switch
    {
        FilterTest.Is { Kind: IsKind.Null } => new(embed, leaf.IsNegated),
        FilterTest.Is { Kind: IsKind.NotNull } => new(embed, !leaf.IsNegated),
        _ => throw RequestErrors.EmbedFilter(leaf.Field.Name),
    };

    private PlannedOrder ResolveOrder(LevelDraft level, OrderTerm term)
    {
        if (term.Relation is null)
            return new(_fields.Resolve(level.Shape, term.Field), null, term.Descending, term.NullsFirst);
        var child = level.FindChild(term.Relation) ?? throw RequestErrors.NotEmbedded(term.Relation);
        if (!child.Way!.IsToOne)
            throw RequestErrors.RelatedOrder(level.Shape.Name, term.Relation);
        return new(_fields.Resolve(child.Shape, term.Field), child.Way, term.Descending, term.NullsFirst);
    }

    /// <summary>The table or view that a path names.</summary>
    public static CatalogTable FindTable(ExposedCatalog catalog, QualifiedName name)
    {
        if (catalog.FindTable(name) is { } table)
            return table;
        var known = catalog.Tables.Where(other => other.Name.Schema == name.Schema).Select(other => other.Name.Name);
        var meant = catalog.Suggestions.Suggest(name.Name, known);
        throw SchemaErrors.NoTable(
            name.Schema, name.Name, meant is null ? null : $"Perhaps you meant the table '{name.Schema}.{meant}'");
    }
}
