using System.Text.Json.Serialization;
using PortalChat.Host.Demo;

namespace PortalChat.Host.Portals;

/// <summary>
/// <c>/portal-config.json</c>: what makes one build of the portals work anywhere. A static deployment straight on
/// Supabase puts a file of the same shape in its place.
/// </summary>
internal sealed record PortalConfig(string SupabaseUrl, string SupabaseAnonKey, PortalDemo? Demo)
{
    public static void Map(IEndpointRouteBuilder endpoints, string anonKey, Func<bool> hasDemo, Uri? publicUrl)
    {
        endpoints.MapGet("/portal-config.json", (HttpContext context) =>
        {
            // The address that the browser came to is one that reaches us, whatever we listen on.
            var address = publicUrl?.GetLeftPart(UriPartial.Authority)
                ?? $"{context.Request.Scheme}://{context.Request.Host}";
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Json(new PortalConfig(address, anonKey, hasDemo() ? PortalDemo.Default : null), PortalConfigJson.Default.PortalConfig);
        });
    }
}

/// <summary>The demo sign-ins, for the portals to offer.</summary>
internal sealed record PortalDemo(string Password, IReadOnlyList<PortalDemoPerson> Players, IReadOnlyList<PortalDemoPerson> Staff)
{
    public static PortalDemo Default { get; } = new(
        DemoPeople.Password,
        [.. DemoPeople.Players.Select(person => new PortalDemoPerson(person.Email, person.Name))],
        [.. DemoPeople.Staff.Select(person => new PortalDemoPerson(person.Email, person.Name))]);
}

internal sealed record PortalDemoPerson(string Email, string Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PortalConfig))]
internal sealed partial class PortalConfigJson : JsonSerializerContext;
