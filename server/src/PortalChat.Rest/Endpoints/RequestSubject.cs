using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PortalChat.Database.Catalog;

namespace PortalChat.Rest.Endpoints;

/// <summary>
/// Tells metrics and traces what a request was about: the name of an exposed table or function. All other names are one,
/// so that nobody can fill a metrics store by making names up, or write into it.
/// </summary>
internal static class RequestSubject
{
    private const string Tag = "portalchat.subject";
    private const string Unknown = "unknown";

    /// <param name="http">The request, on which metrics and traces are kept where somebody watches.</param>
    /// <param name="request">Null where it was refused before it was looked at.</param>
    /// <param name="path">Below the mount point.</param>
    public static void Tell(HttpContext http, RestRequest? request, string path)
    {
        var metrics = http.Features.Get<IHttpMetricsTagsFeature>();
        var trace = http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity ? activity : null;
        if (metrics is null && trace is null)
        {
            return;
        }

        var subject = request is null ? Unknown : Of(request, path);
        metrics?.Tags.Add(new(Tag, subject));
        trace?.SetTag(Tag, subject);
    }

    private static string Of(RestRequest request, string path)
    {
        switch (path.Split('/'))
        {
            case [""]:
                return "root";
            case [var table]:
                var tableName = new QualifiedName(request.Schema, table);
                return request.Catalog.FindTable(tableName) is null ? Unknown : Name(request, table);
            case ["rpc", var function]:
                var functionName = new QualifiedName(request.Schema, function);
                return request.Catalog.FindFunctions(functionName).Count == 0 ? Unknown : Name(request, $"rpc/{function}");
            default:
                return Unknown;
        }
    }

    private static string Name(RestRequest request, string name) =>
        request.Schema == request.Options.Schemas[0] ? name : $"{request.Schema}.{name}";
}
