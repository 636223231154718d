using Npgsql;
using PortalChat.Database.Catalog;
using PortalChat.Rest.Planning;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Sql;

/// <summary>
/// Writes whole statements. Each returns one row with the columns of <see cref="ResultColumn"/>; the body is made by
/// Postgres.
/// </summary>
internal static class StatementSql
{
    private const string Source = "pgrst_source";

    /// <summary>
    /// A row's text form is CSV in parentheses, but with backslashes doubled. The header is the keys of the first row.
    /// </summary>
    private const string Csv =
        """
        coalesce((select string_agg(case when k ~ '[",\n]' then '"' || replace(k, '"', '""') || '"' else k end, ',')
          from json_object_keys(json_agg(r)->0) as k), '') || chr(10)
          || coalesce(string_agg(replace(substr(r::text, 2, length(r::text) - 2), '\\', '\'), chr(10)), '')
        """;

    public static NpgsqlBatchCommand Read(RowsPlan rows, ResultShape shape)
    {
        var sql = new SqlText();
        void From()
        {
            sql.Append(rows.Shape.Table!.Name.Sql);
        }

        Head(sql, rows, shape, From);
        new RowsSql(sql).Root(rows, From);
        sql.Append(") as r");
        return sql.ToCommand();
    }

    /// <summary>What Postgres expects the count to be, as a plan in JSON.</summary>
    public static NpgsqlBatchCommand ExplainCount(RowsPlan rows)
    {
        var sql = new SqlText();
        sql.Append("explain (format json) ");
        new RowsSql(sql).Count(rows, () => sql.Append(rows.Shape.Table!.Name.Sql));
        return sql.ToCommand();
    }

    public static NpgsqlBatchCommand Mutate(MutationPlan mutation, RowsPlan rows, ResultShape shape)
    {
        var sql = new SqlText();
        void From()
        {
            sql.Append(Source);
        }

        sql.Append("with pgrst_source as (");
        new MutationSql(sql).Write(mutation, shape.Returning);
        sql.Append(") ");
        Head(sql, rows, shape, From);
        if (shape.Body == BodyKind.None)
            sql.Append("select from pgrst_source");
        else
            new RowsSql(sql).Root(rows, From);
        sql.Append(") as r");
        return sql.ToCommand();
    }

    public static NpgsqlBatchCommand Call(CallPlan call, RowsPlan rows, ResultShape shape)
    {
        var sql = new SqlText();
        var isScalar = !call.Function.Result.IsComposite;

        // A function is called once, however often its rows are read.
        var once = shape.Count is not null || shape.MaxAffected is not null;
        void CallIt()
        {
            new CallSql(sql).Write(call);
        }

        void From()
        {
            if (once)
                sql.Append(Source);
            else
                CallIt();
        }

        if (once)
        {
            sql.Append("with pgrst_source as materialized (select * from ");
            CallIt();
            sql.Append(isScalar ? " as f(pgrst_scalar)) " : " as f) ");
        }

        Head(sql, rows, shape, From);
        new RowsSql(sql).Root(rows, From, isScalar && !once ? "(pgrst_scalar)" : "");
        sql.Append(") as r");
        return sql.ToCommand();
    }

    private static void Head(SqlText sql, RowsPlan rows, ResultShape shape, Action from)
    {
        sql.Append("select ");
        switch (shape.Count)
        {
            case CountKind.Exact:
                sql.Append("(select count(*) from (");
                new RowsSql(sql).Count(rows, from);
                sql.Append(") as c)");
                break;
            case CountKind.Estimated:
                sql.Append("(select count(*) from (");
                new RowsSql(sql).Count(rows, from);
                sql.Append(" limit ").Long(shape.CountUpTo + 1L).Append(") as c)");
                break;
            default:
                sql.Append("null::bigint");
                break;
        }

        sql.Append(", count(*)");
        sql.Append(", nullif(current_setting('response.headers', true), '')");
        sql.Append(", nullif(current_setting('response.status', true), '')");
        sql.Append(shape.CountsInserted ? ", nullif(current_setting('pgrst.inserted', true), '')" : ", null::text");
        sql.Append(", ");
        if (shape.LocationKey.Count > 0)
        {
            sql.Append("(select row_to_json(k)::text from (select ");
            sql.Join(shape.LocationKey, ", ", name => sql.Append(SqlIdentifier.Quote(name)));
            sql.Append(" from pgrst_source limit 1) as k)");
        }
        else
        {
            sql.Append("null::text");
        }

        sql.Append(", ");
        Body(sql, shape);
        if (shape.IsGuardedSingle)
        {
            sql.Append(", ");
            Guard.WriteSingular(sql);
        }

        if (shape.MaxAffected is { } most)
        {
            sql.Append(", ");
            Guard.WriteAtMost(sql, "(select count(*) from pgrst_source)", most);
        }

        sql.Append(" from (");
    }

    private static void Body(SqlText sql, ResultShape shape)
    {
        if (shape.Body == BodyKind.None)
        {
            sql.Append("''");
            return;
        }

        if (shape.Body == BodyKind.Csv)
        {
            sql.Append(Csv);
            return;
        }

        var rows = shape.IsScalar ? "json_agg(r.pgrst_scalar)" : "json_agg(r)";
        if (shape.StripNulls)
            rows = $"json_strip_nulls({rows})";
        sql.Append(shape.Body == BodyKind.First ? $"coalesce(({rows}->0)::text, 'null')" : $"coalesce({rows}::text, '[]')");
    }
}
