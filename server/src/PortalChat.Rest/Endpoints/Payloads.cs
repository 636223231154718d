using PortalChat.Rest.Errors;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Endpoints;

/// <summary>Reads a body as JSON, whichever of the accepted types it came as.</summary>
internal static class Payloads
{
    public static async ValueTask<Payload> ReadAsync(RestRequest request, bool sameKeys)
    {
        var body = await BodyReader.ReadAsync(request.Http.Request, request.Options.MaxBodyBytes, request.Aborted);
        return ContentType(request) switch
        {
            "" or "application/json" => PayloadReader.Read(body, sameKeys),
            "text/csv" => PayloadReader.Read(CsvBody.ToJson(body), sameKeys),
            "application/x-www-form-urlencoded" => PayloadReader.Read(FormBody.ToJson(body), sameKeys),
            var other => throw RequestErrors.ContentType(other),
        };
    }

    /// <summary>Without its parameters, in lower case.</summary>
    public static string ContentType(RestRequest request) =>
        (request.Http.Request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
}
