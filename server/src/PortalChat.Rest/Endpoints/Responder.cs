using System.Globalization;
using PortalChat.Database.Catalog;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Planning;
using PortalChat.Rest.Requests;
using PortalChat.Rest.Responses;
using PortalChat.Rest.Sql;

namespace PortalChat.Rest.Endpoints;

/// <summary>Says what a statement shall return, and makes the response of what it did return.</summary>
internal static class Responder
{
    public static ResultShape ReadShape(RestRequest request) => new()
    {
        Body = request.IsHead ? BodyKind.None : Kind(request),
        StripNulls = request.Representation.StripNulls,
        Count = request.Preferences.Count,
        CountUpTo = request.Options.MaxRows,
    };

    public static ResultShape WriteShape(RestRequest request, RowsPlan rows)
    {
        var returns = request.Preferences.Return == ReturnKind.Representation;
        return new ResultShape
        {
            Body = !returns ? BodyKind.None : Kind(request),
            StripNulls = request.Representation.StripNulls,
            IsGuardedSingle = returns && request.Representation.IsSingle,
            Returning = returns ? NeededColumns.Of(rows) : [],
        };
    }

    public static RestResponse Read(RestRequest request, long offset, StatementResult result, AppliesTo applies)
    {
        if (request.Representation.IsSingle && result.Rows != 1)
            throw new RestException(RequestErrors.NotSingular(result.Rows));
        var total = Total(request, result);
        var status = ContentRange.Status(offset, result.Rows, total);
        var response = new RestResponse
        {
            Status = status,
            ContentType = request.Representation.ContentType,
            Headers = [new("Content-Range", ContentRange.Of(offset, offset + result.Rows - 1, total))],
            Pooled = result.Body,
        };
        if (status == 416)
        {
            var error = ErrorResponse.From(RequestErrors.OffsetBeyond(offset, total!.Value));
            return error with { Headers = [.. response.Headers, .. error.Headers] };
        }

        return Finish(request, response, result, applies);
    }

    public static RestResponse Insert(
        RestRequest request, CatalogTable table, MutationPlan.Insert insert, StatementResult result)
    {
        var isMergeOnly = insert.Conflict?.Merged is not null && !IsNew(result);
        var response = new RestResponse
        {
            Status = isMergeOnly ? 200 : 201,
            Headers = [new("Content-Range", ContentRange.Of(1, 0, Counted(request, result)))],
        };
        if (result.Location is { } key)
            response.Headers.Add(new("Location", LocationHeader.Of(table.Name.Name, key)));
        if (request.Preferences.Return == ReturnKind.Representation)
            response = response with { ContentType = request.Representation.ContentType, Pooled = result.Body };
        var applies = AppliesTo.Missing | AppliesTo.Return;
        return Finish(request, response, result, insert.Conflict is null ? applies : applies | AppliesTo.Resolution);
    }

    public static RestResponse Put(RestRequest request, StatementResult result)
    {
        var returns = request.Preferences.Return == ReturnKind.Representation;
        var response = new RestResponse
        {
            Status = !returns ? 204 : IsNew(result) ? 201 : 200,
            ContentType = returns ? request.Representation.ContentType : null,
            Pooled = returns ? result.Body : null,
        };
        return Finish(request, response, result, AppliesTo.Return);
    }

    public static BodyKind Kind(RestRequest request) => request.Representation.Format switch
    {
        BodyFormat.SingleObject => BodyKind.First,
        BodyFormat.Csv => BodyKind.Csv,
        _ => BodyKind.Array,
    };

    private static bool IsNew(StatementResult result) =>
        int.TryParse(result.Inserted, CultureInfo.InvariantCulture, out var inserted) && inserted > 0;

    /// <param name="first">With <paramref name="last"/>, the range that is said to have changed.</param>
    public static RestResponse Change(
        RestRequest request, long first, long last, StatementResult result, AppliesTo applies)
    {
        var returns = request.Preferences.Return == ReturnKind.Representation;
        var response = new RestResponse
        {
            Status = returns ? 200 : 204,
            ContentType = returns ? request.Representation.ContentType : null,
            Headers = [new("Content-Range", ContentRange.Of(first, last, Counted(request, result)))],
            Pooled = returns ? result.Body : null,
        };
        return Finish(request, response, result, applies | AppliesTo.Return | AppliesTo.MaxAffected);
    }

    public static RestResponse Finish(
        RestRequest request, RestResponse response, StatementResult result, AppliesTo applies)
    {
        if (PreferenceApplied.Of(request.Preferences, applies) is { } applied)
            response.Headers.Add(new("Preference-Applied", applied));
        if (request.Options.Schemas.Count > 1 && response.ContentType is not null)
            response.Headers.Add(new("Content-Profile", request.Schema));
        return ResponseOverrides.Apply(response, result);
    }

    private static long? Counted(RestRequest request, StatementResult result) =>
        request.Preferences.Count is CountKind.Exact or CountKind.Estimated ? result.Rows : null;

    private static long? Total(RestRequest request, StatementResult result) => request.Preferences.Count switch
    {
        CountKind.Planned => result.PlannedTotal,
        // Counting stops past the most rows that a response has; beyond that the planner's guess is good enough.
        CountKind.Estimated when result.Total > request.Options.MaxRows =>
            Math.Max(result.PlannedTotal ?? 0, result.Total.Value),
        _ => result.Total,
    };
}
