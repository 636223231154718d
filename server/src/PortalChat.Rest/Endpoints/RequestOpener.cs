using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Callers;
using PortalChat.Database.Catalog;
using PortalChat.Database.Sessions;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Exposure;
using PortalChat.Rest.Options;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Endpoints;

/// <summary>Answers what every request has to answer first: who, on which schema, preferring what.</summary>
internal sealed class RequestOpener(ICallerResolver callers, ExposedCatalogCache catalogs, RestOptions options)
{
    /// <param name="http">The request.</param>
    /// <param name="path">Below the mount point, with a slash in front.</param>
    public async ValueTask<RestRequest> OpenAsync(HttpContext http, string path)
    {
        var caller = await ResolveCallerAsync(http);
        var catalog = catalogs.Current ?? throw new RestException(ConnectionErrors.NoCatalog);
        var schema = ChooseSchema(http.Request);
        var preferences = Preferences.Parse(http.Request.Headers["Prefer"], catalog.TimeZones, options.TxEnd);
        if (preferences is { IsStrict: true, Invalid: [_, ..] invalid })
            throw RequestErrors.Preferences(invalid);
        return new RestRequest
        {
            Http = http,
            Caller = caller,
            Catalog = catalog,
            Options = options,
            Schema = schema,
            Preferences = preferences,
            Representation = Representation.Negotiate(http.Request.Headers.Accept.ToString(), options.Plan),
            Session = new SessionSettings
            {
                Method = http.Request.Method,
                Path = path,
                Headers = HeaderSettings.Write(http.Request.Headers),
                SearchPath = string.Join(", ", options.ExtraSearchPath.Prepend(schema).Distinct().Select(SqlIdentifier.Quote)),
                TimeZone = preferences.TimeZone,
                StatementTimeout = options.StatementTimeout > TimeSpan.Zero ? options.StatementTimeout : null,
                Rollback = preferences.IsRollback == true,
            },
        };
    }

    private async ValueTask<Caller> ResolveCallerAsync(HttpContext http) =>
        await callers.ResolveAsync(http.Request, http.RequestAborted) switch
        {
            CallerResolution.Known known => known.Caller,
            CallerResolution.NoApiKey none => throw CallerErrors.NoApiKey(none.Message),
            CallerResolution.BadToken bad => throw CallerErrors.BadToken(bad.Fault, bad.Message),
            var other => throw new InvalidOperationException($"Unknown resolution {other.GetType().Name}."),
        };

    private string ChooseSchema(HttpRequest request)
    {
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var asked = request.Headers[isRead ? "Accept-Profile" : "Content-Profile"].ToString();
        if (asked.Length == 0)
            return options.Schemas[0];
        return options.Schemas.Contains(asked) ? asked : throw RequestErrors.UnknownSchema(asked, options.Schemas);
    }
}
