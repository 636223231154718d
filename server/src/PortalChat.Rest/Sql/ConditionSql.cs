using System.Text;
using PortalChat.Rest.Planning;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Sql;

/// <summary>Writes conditions and the fields in them.</summary>
/// <param name="sql">Where to.</param>
/// <param name="row">The alias of the rows, quoted where needed.</param>
/// <param name="embedAlias">The alias of an embed by its place; only presence conditions ask.</param>
internal sealed class ConditionSql(SqlText sql, string row, Func<int, string> embedAlias)
{
    public void Where(IReadOnlyList<PlannedCondition> conditions, string keyword)
    {
        if (conditions.Count == 0)
            return;
        sql.Append(keyword).Join(conditions, " and ", Write);
    }

    public void Field(FieldReference field)
    {
        // Types that are no JSON get there on the way, so that paths into composites and arrays work.
        var convert = field.Json.Count > 0 && !field.Column.Type.IsJson;
        sql.Append(convert ? "to_jsonb(" : "");
        if (field.Computed is { } function)
            sql.Append(function.Name.Sql).Append("(").Append(row).Append("::").Append(function.Parameters[0].Type.Sql).Append(")");
        else
            sql.Append(row).Append(".").Name(field.Column.Name);
        sql.Append(convert ? ")" : "");
        foreach (var step in field.Json)
        {
            sql.Append(step.AsText ? "->>" : "->");
            if (step.Index is { } index)
                sql.Integer(index);
            else
                sql.Text(step.Key!);
        }
    }

    private void Write(PlannedCondition condition)
    {
        switch (condition)
        {
            case PlannedCondition.Group group:
                sql.Append(group.IsNegated ? "not (" : "(");
                sql.Join(group.Members, group.IsAnd ? " and " : " or ", Write);
                sql.Append(")");
                break;
            case PlannedCondition.Presence presence:
                sql.Append(embedAlias(presence.Embed)).Append(presence.IsPresent ? ".j is not null" : ".j is null");
                break;
            case PlannedCondition.Test test:
                sql.Append(test.IsNegated ? "not (" : "(");
                Test(test.Field, test.Filter);
                sql.Append(")");
                break;
        }
    }

    private void Test(FieldReference field, FilterTest filter)
    {
        switch (filter)
        {
            case FilterTest.Compare compare:
                Field(field);
                sql.Append(" ").Append(compare.Operator).Append(" ");
                Quantified(field, compare);
                break;
            case FilterTest.In list:
                Field(field);
                // A single empty element is what clients send for an empty list.
                sql.Append(" = any (");
                Value(list.Values is [""] ? "{}" : ArrayLiteral(list.Values), AreLabels(field, list.Values));
                sql.Append(")");
                break;
            case FilterTest.Is { Kind: var kind }:
                Field(field);
                sql.Append(kind switch
                {
                    IsKind.Null => " is null",
                    IsKind.NotNull => " is not null",
                    IsKind.True => " is true",
                    IsKind.False => " is false",
                    _ => " is unknown",
                });
                break;
            case FilterTest.IsDistinct distinct:
                Field(field);
                sql.Append(" is distinct from ").Untyped(distinct.Value);
                break;
            case FilterTest.FullText search:
                FullText(field, search);
                break;
        }
    }

    private void Quantified(FieldReference field, FilterTest.Compare compare)
    {
        var value = compare.TakesPattern ? compare.Value.Replace('*', '%') : compare.Value;
        if (compare.Quantifier == Quantifier.None)
        {
            Value(value, AreLabels(field, [value]));
            return;
        }

        sql.Append(compare.Quantifier == Quantifier.Any ? "any (" : "all (").Untyped(value).Append(")");
    }

    /// <summary>
    /// Labels of an enum stand in the statement itself: the predicate of a partial index is proved from what is there when a
    /// prepared statement is planned once for all its uses, and were it a parameter, Postgres would plan at each use. A
    /// backslash would mean what the session's <c>standard_conforming_strings</c> says.
    /// </summary>
    private void Value(string value, bool isLabels)
    {
        if (isLabels && !value.Contains('\\', StringComparison.Ordinal))
            sql.Literal(value);
        else
            sql.Untyped(value);
    }

    /// <summary>Each of them once, so that there are few such statements.</summary>
    private static bool AreLabels(FieldReference field, IReadOnlyList<string> values) =>
        field is { Json.Count: 0, Computed: null, Column.Type.Labels: { Count: > 0 } labels }
        && values.All(labels.Contains)
        && values.Distinct().Count() == values.Count;

    private void FullText(FieldReference field, FilterTest.FullText search)
    {
        var isVector = field.Json.Count == 0 && field.Column.Type.BaseName == "tsvector";
        if (!isVector)
        {
            sql.Append("to_tsvector(");
            Language(search);
        }

        Field(field);
        sql.Append(isVector ? " @@ " : ") @@ ").Append(search.Function).Append("(");
        Language(search);
        sql.Text(search.Value).Append(")");
    }

    private void Language(FilterTest.FullText search)
    {
        if (search.Language is not null)
            sql.Untyped(search.Language).Append("::regconfig, ");
    }

    private static string ArrayLiteral(IReadOnlyList<string> values)
    {
        var literal = new StringBuilder("{");
        foreach (var value in values)
        {
            if (literal.Length > 1)
                literal.Append(',');
            literal.Append('"');
            foreach (var letter in value)
            {
                if (letter is '"' or '\\')
                    literal.Append('\\');
                literal.Append(letter);
            }

            literal.Append('"');
        }

        return literal.Append('}').ToString();
    }
}
