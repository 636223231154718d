using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Callers;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Serving;

/// <summary>Stands in for the token checks: the bearer token is the claims themselves.</summary>
internal sealed class TestCallers : ICallerResolver
{
    public static string Header(TestPerson person) =>
        "Bearer " + Convert.ToBase64String(Encoding.UTF8.GetBytes(person.Caller.Claims));

    public ValueTask<CallerResolution> ResolveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var header = request.Headers.Authorization.ToString();
        return ResolveAsync(header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : "", cancellationToken);
    }

    public ValueTask<CallerResolution> ResolveAsync(string credential, CancellationToken cancellationToken)
    {
        CallerResolution resolution = credential switch
        {
            "" or "anon" => new CallerResolution.Known(Caller.Anonymous),
            "service" => new CallerResolution.Known(Caller.Service),
            "expired" => new CallerResolution.BadToken(TokenFault.Expired, "JWT expired"),
            "nokey" => new CallerResolution.NoApiKey("No API key found in request"),
            _ => new CallerResolution.Known(SignedIn(Encoding.UTF8.GetString(Convert.FromBase64String(credential)))),
        };
        return ValueTask.FromResult(resolution);
    }

    private static Caller SignedIn(string claims)
    {
        using var json = JsonDocument.Parse(claims);
        return new Caller
        {
            Role = PostgresRoles.Authenticated,
            Claims = claims,
            Subject = json.RootElement.GetProperty("sub").GetGuid(),
        };
    }
}
