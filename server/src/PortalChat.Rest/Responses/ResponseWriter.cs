using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PortalChat.Rest.Responses;

/// <summary>Puts a response on the wire. The database connection has been given back by then.</summary>
internal static class ResponseWriter
{
    public static async Task WriteAsync(HttpContext context, RestResponse response)
    {
        var target = context.Response;
        target.StatusCode = response.Status;
        if (response.Reason is { } reason)
            context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = Printable(reason);
        foreach (var (name, value) in response.Headers)
            target.Headers.Append(name, value);
        if (response.ContentType is { } contentType)
            target.ContentType = contentType;
        using var pooled = response.Pooled;
        if (response.Status is 204 or 304)
            return;
        var body = pooled?.Memory ?? response.Body;
        target.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method) && body.Length > 0)
            await target.Body.WriteAsync(body, context.RequestAborted);
    }

    private static string Printable(string text) =>
        new([.. text.Select(letter => letter is >= ' ' and <= '~' ? letter : '?').Take(200)]);
}
