using System.Text;
using PortalChat.Rest.Planning;

namespace PortalChat.Rest.Sql;

/// <summary>Writes a function call with its arguments by name.</summary>
internal sealed class CallSql(SqlText sql)
{
    public void Write(CallPlan call)
    {
        sql.Append(call.Function.Name.Sql).Append("(");
        sql.Join(call.Arguments, ", ", Argument);
        sql.Append(")");
    }

    private void Argument(CallArgument argument)
    {
        var parameter = argument.Parameter;
        if (parameter.IsVariadic)
            sql.Append("variadic ");
        if (parameter.Name.Length > 0)
            sql.Name(parameter.Name).Append(" => ");
        switch (argument)
        {
            case CallArgument.Text { Value: null }:
                sql.Append("null");
                break;
            case CallArgument.Text text:
                sql.Untyped(text.Value);
                break;
            case CallArgument.Many many:
                sql.TextArray(many.Values);
                break;
            case CallArgument.Structure structure:
                sql.Append("(select v from json_to_record(json_build_object('v', ").Json(structure.Json);
                sql.Append(")) as x(v ").Append(parameter.Type.Sql).Append("))");
                break;
            case CallArgument.Body { Parameter.Type.BaseName: "bytea" } bytes:
                sql.Bytes(bytes.Bytes);
                break;
            case CallArgument.Body body:
                sql.Untyped(Encoding.UTF8.GetString(body.Bytes.Span));
                break;
        }

        sql.Append("::").Append(parameter.Type.Sql);
    }
}
