using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace PortalChat.Auth.Forwarding;

internal static class ForwardedAuth
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var external = endpoints.ServiceProvider.GetRequiredService<AuthOptions>().External
            ?? throw new InvalidOperationException("MapForwardedAuth needs AuthOptions.External.");
        endpoints.MapForwarder(
            "/auth/v1/{**rest}",
            external.SupabaseUrl.GetLeftPart(UriPartial.Authority),
            new ForwarderRequestConfig { ActivityTimeout = external.RequestTimeout },
            new ForwardedAuthTransformer());
    }
}
