using PortalChat.Database.Catalog;
using PortalChat.Rest.Exposure;
using PortalChat.Rest.Planning;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Sql;

/// <summary>
/// Writes the select of one level and, inside it, of its embeds. Level n has the row alias <c>t</c>n; its embedded
/// value comes from a lateral join with the alias <c>e</c>n, column <c>j</c>.
/// </summary>
internal sealed class RowsSql(SqlText sql)
{
    /// <param name="plan">The root level.</param>
    /// <param name="from">What the rows come from; the alias is added.</param>
    /// <param name="columns">Names for what has none, in parentheses.</param>
    public void Root(RowsPlan plan, Action from, string columns = "") =>
        Select(plan, from, join: null, RowsOutput.Of(plan), spreadNames: false, columns);

    /// <summary>One row per row of the root, however the range cuts it: for counting.</summary>
    public void Count(RowsPlan plan, Action from)
    {
        sql.Append("select 1 from ");
        from();
        sql.Append(" as ").Append(Row(plan));
        var needed = plan.Embeds.Where((embed, place) => embed.IsInner || plan.Conditions.Any(one => Asks(one, place)));
        foreach (var embed in needed)
            Join(plan, embed);
        Conditions(plan, " where ");
    }

    private static string Row(RowsPlan plan) => "t" + plan.Number;

    private static string Value(RowsPlan plan) => "e" + plan.Number;

    private static bool Asks(PlannedCondition condition, int embed) => condition switch
    {
        PlannedCondition.Presence presence => presence.Embed == embed,
        PlannedCondition.Group group => group.Members.Any(member => Asks(member, embed)),
        _ => false,
    };

    private void Select(
        RowsPlan plan,
        Action from,
        (RowsPlan Parent, Relationship Way)? join,
        RowsOutput output,
        bool spreadNames,
        string columns = "")
    {
        // In a spread of one row an aggregate is applied by the level above, over its own rows.
        var withAggregate = !spreadNames || join is { Way.IsToOne: false };
        sql.Append("select ");
        var place = 0;
        sql.Join(output.Columns, ", ", column =>
        {
            Write(plan, column, withAggregate, groups: output.IsGrouped);
            if (spreadNames)
                sql.Append(" as s").Append(place++);
            else if (column.Name is { } name)
                sql.Append(" as ").Name(name);
        });
        sql.Append(" from ");
        from();
        sql.Append(" as ").Append(Row(plan)).Append(columns);
        if (join is { Way.Junction: { } junction })
        {
            sql.Append(" join ").Append(junction.Table.Name.Sql).Append(" as m").Append(plan.Number).Append(" on ");
            sql.Join(junction.Columns, " and ", pair =>
                Equal("m" + plan.Number, pair.Source, Row(plan), pair.Target));
        }

        foreach (var embed in plan.Embeds)
            Join(plan, embed);
        var isJoined = join is { Way.Function: null };
        if (join is { Way.Function: null } toParent)
        {
            sql.Append(" where ");
            var near = toParent.Way.Junction is null ? Row(plan) : "m" + plan.Number;
            sql.Join(toParent.Way.Columns, " and ", pair =>
                Equal(near, pair.Target, Row(toParent.Parent), pair.Source));
        }

        Conditions(plan, isJoined ? " and " : " where ");
        if (output.IsGrouped && withAggregate)
            GroupBy(output);
        Order(plan, output);
        Range(plan.Range);
    }

    private void Call(CatalogFunction function, string row) =>
        sql.Append(function.Name.Sql).Append("(").Append(row).Append("::").Append(function.Parameters[0].Type.Sql).Append(")");

    private void Equal(string leftRow, string left, string rightRow, string right) =>
        sql.Append(leftRow).Append(".").Name(left).Append(" = ").Append(rightRow).Append(".").Name(right);

    private void Conditions(RowsPlan plan, string keyword) =>
        new ConditionSql(sql, Row(plan), embed => Value(plan.Embeds[embed].Rows)).Where(plan.Conditions, keyword);

    private void Write(RowsPlan plan, OutputColumn column, bool withAggregate, bool groups)
    {
        var aggregate = withAggregate ? column.Aggregate : null;
        if (aggregate is not null && column.AggregateCast is not null)
            sql.Append("cast(");
        if (aggregate is { } kind)
            sql.Append(kind.ToString().ToLowerInvariant()).Append("(");
        WriteBare(plan, column, groups);
        if (aggregate is not null)
            sql.Append(")");
        if (aggregate is not null && column.AggregateCast is { } cast)
            sql.Append(" as ").Append(cast).Append(")");
    }

    private void WriteBare(RowsPlan plan, OutputColumn column, bool groups)
    {
        switch (column.Source)
        {
            case OutputSource.Star:
                sql.Append(Row(plan)).Append(".*");
                break;
            case OutputSource.Rows:
                sql.Append("1");
                break;
            case OutputSource.Field field:
                sql.Append(field.Cast is null ? "" : "cast(");
                new ConditionSql(sql, Row(plan), _ => "").Field(field.Reference);
                if (field.Cast is not null)
                    sql.Append(" as ").Append(field.Cast).Append(")");
                break;
            case OutputSource.Embedded embedded:
                var value = Value(embedded.Embed.Rows) + ".j";
                sql.Append(embedded.Embed.Way.IsToOne ? value : $"coalesce({value}, '[]')");
                // Only jsonb can be grouped by.
                sql.Append(groups ? "::jsonb" : "");
                break;
            case OutputSource.Spread spread:
                var spreadValue = $"{Value(spread.Embed.Rows)}.s{spread.Place}";
                sql.Append(spread.Embed.Way.IsToOne ? spreadValue : $"coalesce({spreadValue}, '[]')");
                break;
        }
    }

    private void Join(RowsPlan plan, PlannedEmbed embed)
    {
        var child = embed.Rows;
        var inner = RowsOutput.Of(child, expandStar: embed.IsSpread);
        sql.Append(embed.IsInner ? " join lateral (" : " left join lateral (");
        void From()
        {
            if (embed.Way.Function is { } function)
                Call(function, Row(plan));
            else
                sql.Append(child.Shape.Table!.Name.Sql);
        }

        if (embed.IsSpread)
        {
            Spread(plan, embed, inner, From);
        }
        else
        {
            sql.Append(embed.Way.IsToOne ? "select row_to_json(x) as j from (" : "select json_agg(x) as j from (");
            Select(child, From, (plan, embed.Way), inner, spreadNames: false);
            sql.Append(") as x");
        }

        sql.Append(") as ").Append(Value(child)).Append(" on ");
        sql.Append(embed.IsInner ? Value(child) + ".j is not null" : "true");
    }

    private void Spread(RowsPlan plan, PlannedEmbed embed, RowsOutput inner, Action from)
    {
        sql.Append("select ");
        for (var place = 0; place < inner.Columns.Count; place++)
        {
            if (embed.Way.IsToOne)
                sql.Append("x.s").Append(place).Append(", ");
            else
                sql.Append("json_agg(x.s").Append(place).Append(") as s").Append(place).Append(", ");
        }

        sql.Append(embed.Way.IsToOne ? "true as j from (" : "json_agg(true) as j from (");
        Select(embed.Rows, from, (plan, embed.Way), inner, spreadNames: true);
        sql.Append(") as x");
    }

    private void GroupBy(RowsOutput output)
    {
        var places = Enumerable.Range(0, output.Columns.Count).Where(place => output.Columns[place].Aggregate is null).ToList();
        if (places.Count > 0)
            sql.Append(" group by ").Join(places, ", ", place => sql.Append(place + 1));
    }

    private void Order(RowsPlan plan, RowsOutput output)
    {
        if (plan.Order.Count == 0)
            return;
        sql.Append(" order by ").Join(plan.Order, ", ", term =>
        {
            if (output.IsGrouped && output.SpreadOf(term) is { } spread)
                sql.Append(Value(spread.Embed.Rows)).Append(".s").Append(spread.Place);
            else if (term.Related is { } way)
                Related(plan, way, term.Field);
            else
                new ConditionSql(sql, Row(plan), _ => "").Field(term.Field);
            sql.Append(term.Descending switch { true => " desc", false => " asc", null => "" });
            sql.Append(term.NullsFirst switch { true => " nulls first", false => " nulls last", null => "" });
        });
    }

    /// <summary>A column of the one related row.</summary>
    private void Related(RowsPlan plan, Relationship way, FieldReference field)
    {
        sql.Append("(select ");
        new ConditionSql(sql, "o", _ => "").Field(field);
        sql.Append(" from ");
        if (way.Function is { } function)
        {
            Call(function, Row(plan));
            sql.Append(" as o limit 1)");
            return;
        }

        sql.Append(way.Target.Name.Sql).Append(" as o where ");
        sql.Join(way.Columns, " and ", pair => Equal("o", pair.Target, Row(plan), pair.Source));
        sql.Append(")");
    }

    private void Range(RowRange range)
    {
        if (range.Limit is { } limit)
            sql.Append(" limit ").Long(limit);
        if (range.Offset > 0)
            sql.Append(" offset ").Long(range.Offset);
    }
}
