using Microsoft.AspNetCore.Http;
using PortalChat.Database.Catalog;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Planning;
using PortalChat.Rest.Requests;
using PortalChat.Rest.Requests.Syntax;
using PortalChat.Rest.Responses;
using PortalChat.Rest.Sql;

namespace PortalChat.Rest.Endpoints;

/// <summary><c>/rest/v1/{table}</c></summary>
internal sealed class TableEndpoint(StatementRunner runner)
{
    public Task<RestResponse> HandleAsync(RestRequest request, string name)
    {
        var table = RowsPlanner.FindTable(request.Catalog, new QualifiedName(request.Schema, name));
        return request.Method switch
        {
            "GET" or "HEAD" => ReadAsync(request, table),
            "POST" => InsertAsync(request, table),
            "PUT" => PutAsync(request, table),
            "PATCH" => UpdateAsync(request, table),
            "DELETE" => DeleteAsync(request, table),
            "OPTIONS" => Task.FromResult(Describe(table)),
            _ => throw RequestErrors.Method(request.Method),
        };
    }

    private async Task<RestResponse> ReadAsync(RestRequest request, CatalogTable table)
    {
        var query = QueryParser.Parse(request.Http.Request.QueryString.Value, isCall: false);
        var rows = Planner(request).Plan(RowShape.Of(table), query, request.Options.MaxRows);
        rows = rows with { Range = RangeHeader.Apply(request.Http.Request, rows.Range) };
        var shape = Responder.ReadShape(request);
        var explain = request.Preferences.Count is CountKind.Planned or CountKind.Estimated
            ? StatementSql.ExplainCount(rows)
            : null;
        var session = request.Session with { ReadOnly = true };
        var statement = StatementSql.Read(rows, shape);
        if (request.Representation.Plan is not null)
            return await runner.ExplainAsync(request.Caller, session, statement, request.Representation, request.Aborted);
        var result = await runner.RunAsync(request.Caller, session, statement, explain, request.Aborted);
        var response = Responder.Read(request, rows.Range.Offset, result, AppliesTo.None);
        response.Headers.Add(new(
            "Content-Location",
            "/" + Uri.EscapeDataString(table.Name.Name) + (query.Canonical.Length == 0 ? "" : "?" + query.Canonical)));
        return response;
    }

    private async Task<RestResponse> InsertAsync(RestRequest request, CatalogTable table)
    {
        var query = QueryParser.Parse(request.Http.Request.QueryString.Value, isCall: false);
        var rows = WithoutConditions(Planner(request).Plan(RowShape.Of(table), query, maxRows: null));
        var payload = await Payloads.ReadAsync(request, sameKeys: query.Columns is null);
        var insert = new MutationPlanner(request.Catalog).PlanInsert(table, payload, query, request.Preferences);
        var shape = Responder.WriteShape(request, rows) with { CountsInserted = insert.Conflict?.Merged is not null };
        if (request.Preferences.Return == ReturnKind.HeadersOnly && table.PrimaryKey.Count > 0)
            shape = shape with { Returning = table.PrimaryKey, LocationKey = table.PrimaryKey };
        request = request with { Session = Sharing.Session(request, table.Name, payload) };
        return await WriteAsync(request, insert, rows, shape, result => Responder.Insert(request, table, insert, result));
    }

    private async Task<RestResponse> PutAsync(RestRequest request, CatalogTable table)
    {
        var query = QueryParser.Parse(request.Http.Request.QueryString.Value, isCall: false);
        var target = Target(Planner(request).Plan(RowShape.Of(table), query, maxRows: null));
        var payload = await Payloads.ReadAsync(request, sameKeys: query.Columns is null);
        var put = new MutationPlanner(request.Catalog).PlanPut(table, payload, query, request.Preferences, target);
        var rows = WithoutConditions(target);
        var shape = Responder.WriteShape(request, rows) with { CountsInserted = true };
        return await WriteAsync(request, put, rows, shape, result =>
            result.Rows == 0 ? throw RequestErrors.PutKey() : Responder.Put(request, result));
    }

    private async Task<RestResponse> UpdateAsync(RestRequest request, CatalogTable table)
    {
        var query = QueryParser.Parse(request.Http.Request.QueryString.Value, isCall: false);
        var target = Target(Planner(request).Plan(RowShape.Of(table), query, maxRows: null));
        var payload = await Payloads.ReadAsync(request, sameKeys: query.Columns is null);
        var update = new MutationPlanner(request.Catalog).PlanUpdate(table, payload, query, target);
        var rows = WithoutConditions(target);
        var shape = Responder.WriteShape(request, rows) with { MaxAffected = MaxAffected(request) };
        return await WriteAsync(request, update, rows, shape, result =>
            Responder.Change(request, 0, result.Rows - 1, result, AppliesTo.Missing));
    }

    private async Task<RestResponse> DeleteAsync(RestRequest request, CatalogTable table)
    {
        var query = QueryParser.Parse(request.Http.Request.QueryString.Value, isCall: false);
        var target = Target(Planner(request).Plan(RowShape.Of(table), query, maxRows: null));
        var rows = WithoutConditions(target);
        var shape = Responder.WriteShape(request, rows) with { MaxAffected = MaxAffected(request) };
        return await WriteAsync(request, new MutationPlan.Delete(table, target), rows, shape, result =>
            Responder.Change(request, 1, 0, result, AppliesTo.None));
    }

    private async Task<RestResponse> WriteAsync(
        RestRequest request,
        MutationPlan mutation,
        RowsPlan rows,
        ResultShape shape,
        Func<StatementResult, RestResponse> respond)
    {
        var statement = StatementSql.Mutate(mutation, rows, shape);
        if (request.Representation.Plan is not null)
            return await runner.ExplainAsync(request.Caller, request.Session, statement, request.Representation, request.Aborted);
        return respond(await runner.RunAsync(request.Caller, request.Session, statement, explain: null, request.Aborted));
    }

    private static RowsPlanner Planner(RestRequest request) => new(request.Catalog, request.Options.Aggregates);

    private static long? MaxAffected(RestRequest request) =>
        request.Preferences is { IsStrict: true, MaxAffected: { } most } ? most : null;

    /// <summary>The rows that a write is about: its conditions can only ask about the table's own columns.</summary>
    private static RowsPlan Target(RowsPlan rows)
    {
        if (rows.Conditions.Any(AsksForEmbed))
            throw RequestErrors.EmbedFilter(rows.Embeds.Count > 0 ? rows.Embeds[0].Name : rows.Shape.Name);
        return rows;
    }

    private static bool AsksForEmbed(PlannedCondition condition) => condition switch
    {
        PlannedCondition.Presence => true,
        PlannedCondition.Group group => group.Members.Any(AsksForEmbed),
        _ => false,
    };

    /// <summary>What was written is read back whole: it need not fulfil the conditions any more.</summary>
    private static RowsPlan WithoutConditions(RowsPlan rows) => rows with { Conditions = [] };

    private static RestResponse Describe(CatalogTable table)
    {
        var methods = new List<string> { "OPTIONS", "GET", "HEAD" };
        if (table.IsInsertable)
            methods.Add("POST");
        if (table is { IsInsertable: true, IsUpdatable: true, PrimaryKey.Count: > 0 })
            methods.Add("PUT");
        if (table.IsUpdatable)
            methods.Add("PATCH");
        if (table.IsDeletable)
            methods.Add("DELETE");
        return new RestResponse { Status = StatusCodes.Status200OK, Headers = [new("Allow", string.Join(",", methods))] };
    }
}
