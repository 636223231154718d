using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace PortalChat.Auth.Embedded;

internal static class EmbeddedAuthEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var auth = endpoints.MapGroup("/auth/v1");
        var keys = endpoints.ServiceProvider.GetRequiredService<AuthOptions>().Keys!;
        auth.MapGet("/.well-known/jwks.json", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=600";
            return Results.Text(keys.Jwks, "application/json");
        });
    }
}
