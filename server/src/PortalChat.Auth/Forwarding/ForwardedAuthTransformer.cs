using System.Net;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace PortalChat.Auth.Forwarding;

/// <summary>Passes requests and answers on as they are, but for what belongs to one hop only.</summary>
internal sealed class ForwardedAuthTransformer : HttpTransformer
{
    private const string CorsPrefix = "access-control-";
    private const string ForwardedFor = "X-Forwarded-For";

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);

        // The project has a name of its own; ours would find no one there.
        proxyRequest.Headers.Host = null;
        // What a client claims about its address is worth nothing; what we see is.
        proxyRequest.Headers.Remove(ForwardedFor);
        if (httpContext.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
        {
            proxyRequest.Headers.TryAddWithoutValidation(ForwardedFor, address.ToString());
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        // The server's own CORS answers count; with both, browsers refuse the response.
        foreach (var name in proxyResponse?.Headers.Select(header => header.Key).Where(IsCors).ToArray() ?? [])
        {
            proxyResponse!.Headers.Remove(name);
        }

        return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
    }

    private static bool IsCors(string name) => name.StartsWith(CorsPrefix, StringComparison.OrdinalIgnoreCase);
}
