using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PortalChat.Auth.Embedded.Endpoints;
using PortalChat.Auth.Embedded.Http;

namespace PortalChat.Auth.Embedded;

/// <summary>The map of <c>/auth/v1</c>.</summary>
internal static class EmbeddedAuthEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var auth = endpoints.MapGroup("/auth/v1").AddEndpointFilter<FailureFilter>();

        // No API key is needed to see whether the server lives and how it signs.
        auth.MapGet("/health", PublicEndpoints.Health);
        auth.MapGet("/.well-known/jwks.json", (PublicEndpoints endpoint, HttpResponse response) => endpoint.Jwks(response));

        var withKey = auth.MapGroup("").AddEndpointFilter<ApiKeyFilter>();
        withKey.MapGet("/settings", (PublicEndpoints endpoint) => endpoint.Settings());
        withKey.MapPost("/token", (TokenEndpoint endpoint, HttpContext context) => endpoint.HandleAsync(context));
        withKey.MapPost("/signup", (SignUpEndpoint endpoint, HttpContext context) => endpoint.HandleAsync(context));
        withKey.MapPost("/logout", (LogoutEndpoint endpoint, HttpContext context) => endpoint.HandleAsync(context));
        withKey.MapGet("/user", (UserEndpoint endpoint, HttpContext context) => endpoint.GetAsync(context));
        withKey.MapPut("/user", (UserEndpoint endpoint, HttpContext context) => endpoint.PutAsync(context));

        var users = withKey.MapGroup("/admin/users").AddEndpointFilter<AdminFilter>();
        users.MapPost("", (AdminUsersEndpoint endpoint, HttpContext context) => endpoint.CreateAsync(context));
        users.MapGet("", (AdminUsersEndpoint endpoint, HttpContext context) => endpoint.ListAsync(context));
        users.MapGet("/{id}", (AdminUsersEndpoint endpoint, HttpContext context, string id) => endpoint.GetAsync(context, id));
        users.MapPut("/{id}", (AdminUsersEndpoint endpoint, HttpContext context, string id) => endpoint.UpdateAsync(context, id));
        users.MapDelete("/{id}", (AdminUsersEndpoint endpoint, HttpContext context, string id) => endpoint.DeleteAsync(context, id));
    }
}
