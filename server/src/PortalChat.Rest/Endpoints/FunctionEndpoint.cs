using Microsoft.AspNetCore.Http;
using PortalChat.Database.Catalog;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Planning;
using PortalChat.Rest.Requests;
using PortalChat.Rest.Requests.Syntax;
using PortalChat.Rest.Responses;
using PortalChat.Rest.Sql;

namespace PortalChat.Rest.Endpoints;

/// <summary><c>/rest/v1/rpc/{function}</c></summary>
internal sealed class FunctionEndpoint(StatementRunner runner)
{
    public Task<RestResponse> HandleAsync(RestRequest request, string function)
    {
        var name = new QualifiedName(request.Schema, function);
        return request.Method switch
        {
            "GET" or "HEAD" => GetAsync(request, name),
            "POST" => PostAsync(request, name),
            "OPTIONS" => Task.FromResult(Describe(request, name)),
            _ => throw RequestErrors.RpcMethod(request.Method),
        };
    }

    private Task<RestResponse> GetAsync(RestRequest request, QualifiedName name)
    {
        var query = QueryParser.Parse(request.Http.Request.QueryString.Value, isCall: true);
        var call = new CallPlanner(request.Catalog).PlanGet(name, query.Arguments);
        return RunAsync(request, call, query, isReadOnly: true);
    }

    private async Task<RestResponse> PostAsync(RestRequest request, QualifiedName name)
    {
        var query = QueryParser.Parse(request.Http.Request.QueryString.Value, isCall: true);
        var body = await BodyReader.ReadAsync(request.Http.Request, request.Options.MaxBodyBytes, request.Aborted);
        var planner = new CallPlanner(request.Catalog);
        var call = Payloads.ContentType(request) switch
        {
            "text/plain" => planner.PlanRaw(name, "text", body),
            "text/xml" => planner.PlanRaw(name, "xml", body),
            "application/octet-stream" => planner.PlanRaw(name, "bytea", body),
            "" or "application/json" => planner.PlanPost(name, Arguments(body)),
            "application/x-www-form-urlencoded" => planner.PlanPost(name, Arguments(FormBody.ToJson(body))),
            var other => throw RequestErrors.ContentType(other),
        };
        var isReadOnly = call.Function.Volatility != CatalogVolatility.Volatile;
        return await RunAsync(request, call, query, isReadOnly);
    }

    /// <summary>No body is no arguments.</summary>
    private static Payload Arguments(ReadOnlyMemory<byte> body) =>
        PayloadReader.ReadArguments(body.IsEmpty ? "{}"u8.ToArray() : body);

    private async Task<RestResponse> RunAsync(RestRequest request, CallPlan call, RestQuery query, bool isReadOnly)
    {
        var returns = call.Function.Result;
        var maxAffected = request.Preferences is { IsStrict: true, MaxAffected: { } most } ? most : (long?)null;
        if (maxAffected is not null && !returns.IsSet)
            throw RequestErrors.MaxAffectedRpc();
        var planner = new RowsPlanner(request.Catalog, request.Options.Aggregates);
        var rows = planner.Plan(Shape(request, call.Function), query, request.Options.MaxRows);
        var isNothing = request.IsHead || returns.IsVoid || request.Preferences.Return == ReturnKind.Minimal;
        var shape = Responder.ReadShape(request) with
        {
            Body = isNothing ? BodyKind.None
                : !returns.IsSet && request.Representation.Format == BodyFormat.Json ? BodyKind.First
                : Responder.Kind(request),
            IsScalar = !returns.IsComposite,
            // Only a count of rows that are there: what a function will return cannot be planned.
            Count = request.Preferences.Count is null ? null : CountKind.Exact,
            IsGuardedSingle = !isReadOnly && returns.IsSet && request.Representation.IsSingle,
            MaxAffected = maxAffected,
        };
        var session = Sharing.Session(request, call) with { ReadOnly = isReadOnly };
        var statement = StatementSql.Call(call, rows, shape);
        if (request.Representation.Plan is not null)
            return await runner.ExplainAsync(request.Caller, session, statement, request.Representation, request.Aborted);
        var result = await runner.RunAsync(request.Caller, session, statement, explain: null, request.Aborted);
        return Respond(request, returns, rows.Range.Offset, result, isNothing);
    }

    private static RestResponse Respond(
        RestRequest request, CatalogFunctionResult returns, long offset, StatementResult result, bool isNothing)
    {
        if (!returns.IsVoid && !(isNothing && !request.IsHead))
            return Responder.Read(request, offset, result, AppliesTo.MaxAffected);
        var response = new RestResponse
        {
            Status = StatusCodes.Status204NoContent,
            Headers = [new("Content-Range", ContentRange.Of(0, result.Rows - 1, result.Total))],
        };
        return Responder.Finish(request, response, result, AppliesTo.MaxAffected | AppliesTo.Return);
    }

    private static RowShape Shape(RestRequest request, CatalogFunction function)
    {
        var returns = function.Result;
        if (!returns.IsComposite)
            return RowShape.Of(function.Name.Name, [new CatalogColumn { Name = "pgrst_scalar", Type = returns.Type }]);
        if (returns.Table is { } name && request.Catalog.FindRowType(name) is { } table)
            return RowShape.Of(table);
        return RowShape.Of(function.Name.Name, returns.Columns);
    }

    private static RestResponse Describe(RestRequest request, QualifiedName name)
    {
        var overloads = request.Catalog.FindFunctions(name);
        if (overloads.Count == 0)
            new CallPlanner(request.Catalog).PlanGet(name, []);
        var writes = overloads.Any(overload => overload.Volatility == CatalogVolatility.Volatile);
        return new RestResponse
        {
            Status = StatusCodes.Status200OK,
            Headers = [new("Allow", writes ? "OPTIONS,POST" : "OPTIONS,GET,HEAD,POST")],
        };
    }
}
