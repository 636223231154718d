using PortalChat.Database.Catalog;
using PortalChat.Rest.Planning;

namespace PortalChat.Rest.Sql;

/// <summary>Writes insert, update and delete. The written table's rows have the alias <c>t0</c>, the body's <c>p</c>.</summary>
internal sealed class MutationSql(SqlText sql)
{
    /// <summary>Counts, per statement, what was inserted and not merged: a merge counts down what the insert counted up.</summary>
    private const string Inserted = "coalesce(nullif(current_setting('pgrst.inserted', true), '')::int, 0)";

    /// <param name="mutation">What to write.</param>
    /// <param name="returning">Null for all columns, else those that are read afterwards.</param>
    public void Write(MutationPlan mutation, IReadOnlyList<string>? returning)
    {
        switch (mutation)
        {
            case MutationPlan.Insert insert:
                Insert(insert);
                break;
            case MutationPlan.Update update:
                if (update.Columns.Count + update.ToDefault.Count == 0)
                {
                    Nothing(update, returning);
                    return;
                }

                Update(update);
                break;
            case MutationPlan.Delete delete:
                sql.Append("delete from ").Append(delete.Table.Name.Sql).Append(" as t0");
                Conditions(delete.Target);
                break;
        }

        sql.Append(" returning ");
        Returning(returning);
    }

    private void Insert(MutationPlan.Insert insert)
    {
        sql.Append("insert into ").Append(insert.Table.Name.Sql).Append(" as t0 ");
        if (insert.Columns.Count > 0)
        {
            sql.Append("(").Join(insert.Columns, ", ", column => sql.Name(column.Name)).Append(") select ");
            sql.Join(insert.Columns, ", ", column => BodyValue(insert, column));
            sql.Append(" from ");
            Body(insert);
        }
        else
        {
            sql.Append("select from generate_series(1, ").Integer(insert.Payload.Rows).Append(")");
        }

        new ConditionSql(sql, "p", _ => "").Where(insert.Only, " where ");
        if (insert.Conflict is not { } conflict)
            return;
        if (conflict.Merged is not null)
            sql.Append(insert.Only.Count > 0 ? " and " : " where ").Append("set_config('pgrst.inserted', (").Append(Inserted).Append(" + 1)::text, true) is not null");
        sql.Append(" on conflict (").Join(conflict.Columns, ", ", column => sql.Name(column.Name)).Append(") do ");
        if (conflict.Merged is not { } merged)
        {
            sql.Append("nothing");
            return;
        }

        sql.Append("update set ").Join(merged, ", ", column => sql.Name(column.Name).Append(" = excluded.").Name(column.Name));
        sql.Append(" where set_config('pgrst.inserted', (").Append(Inserted).Append(" - 1)::text, true) is not null");
    }

    private void BodyValue(MutationPlan.Insert insert, CatalogColumn column)
    {
        if (!insert.Defaulted.Contains(column))
        {
            sql.Append("p.").Name(column.Name);
            return;
        }

        sql.Append("case when r.e ? ").Text(column.Name).Append(" then p.").Name(column.Name);
        sql.Append(" else ").Append(column.Default!).Append(" end");
    }

    private void Body(MutationPlan.Insert insert)
    {
        if (insert.Defaulted.Count == 0)
        {
            sql.Append(insert.Payload.IsArray ? "json_to_recordset(" : "json_to_record(").Json(insert.Payload.Json);
            sql.Append(") as p(");
            Typed(insert.Columns);
            sql.Append(")");
            return;
        }

        // Each object on its own, to see which keys it has.
        if (insert.Payload.IsArray)
            sql.Append("jsonb_array_elements(").Json(insert.Payload.Json).Append("::jsonb) as r(e), ");
        else
            sql.Append("(select ").Json(insert.Payload.Json).Append("::jsonb) as r(e), ");
        sql.Append("jsonb_to_record(r.e) as p(");
        Typed(insert.Columns);
        sql.Append(")");
    }

    private void Update(MutationPlan.Update update)
    {
        sql.Append("update ").Append(update.Table.Name.Sql).Append(" as t0 set ");
        sql.Join(update.Columns, ", ", column => sql.Name(column.Name).Append(" = p.").Name(column.Name));
        if (update.Columns.Count > 0 && update.ToDefault.Count > 0)
            sql.Append(", ");
        sql.Join(update.ToDefault, ", ", column => sql.Name(column.Name).Append(" = default"));
        if (update.Columns.Count > 0)
        {
            sql.Append(" from json_to_record(").Json(update.Payload.Json).Append(update.Payload.IsArray ? "->0" : "");
            sql.Append(") as p(");
            Typed(update.Columns);
            sql.Append(")");
        }

        Conditions(update.Target);
    }

    /// <summary>An update that sets nothing touches nothing.</summary>
    private void Nothing(MutationPlan.Update update, IReadOnlyList<string>? returning)
    {
        sql.Append("select ");
        Returning(returning);
        sql.Append(" from ").Append(update.Table.Name.Sql).Append(" as t0 where false");
    }

    private void Conditions(RowsPlan target) =>
        new ConditionSql(sql, "t0", _ => "").Where(target.Conditions, " where ");

    private void Typed(IReadOnlyList<CatalogColumn> columns) =>
        sql.Join(columns, ", ", column => sql.Name(column.Name).Append(" ").Append(column.Type.Sql));

    private void Returning(IReadOnlyList<string>? columns)
    {
        if (columns is null)
            sql.Append("t0.*");
        else if (columns.Count == 0)
            sql.Append("1");
        else
            sql.Join(columns, ", ", name => sql.Append("t0.").Name(name));
    }
}
