using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Callers;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Support;

/// <summary>Knows the tokens that a test has handed out. What real tokens must look like is tested with the verifier.</summary>
internal sealed class TestCallers : ICallerResolver
{
    public const string AnonKey = "sb_publishable_test";
    public const string ServiceKey = "sb_secret_test";

    private readonly ConcurrentDictionary<string, CallerResolution> _known = new();

    public string TokenOf(TestPerson person, DateTimeOffset? expiresAt = null)
    {
        var token = $"token-{Guid.NewGuid():n}";
        _known[token] = new CallerResolution.Known(person.Caller with
        {
            ExpiresAt = expiresAt,
            SessionId = Guid.NewGuid(),
            Claims = person.Caller.Claims[..^1] + $",\"session_id\":\"{Guid.NewGuid()}\",\"iat\":{Random.Shared.Next()}}}",
        });
        return token;
    }

    public string ServiceToken()
    {
        var token = $"token-{Guid.NewGuid():n}";
        _known[token] = new CallerResolution.Known(Caller.Service);
        return token;
    }

    /// <summary>A token that the verifier would turn down.</summary>
    public string BadToken(TokenFault fault, string message)
    {
        var token = $"token-{Guid.NewGuid():n}";
        _known[token] = new CallerResolution.BadToken(fault, message);
        return token;
    }

    public ValueTask<CallerResolution> ResolveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bearer = request.Headers.Authorization.ToString();
        if (bearer.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return ResolveAsync(bearer["Bearer ".Length..], cancellationToken);
        }

        var key = request.Query["apikey"].ToString();
        return ResolveAsync(key.Length > 0 ? key : request.Headers["apikey"].ToString(), cancellationToken);
    }

    public ValueTask<CallerResolution> ResolveAsync(string credential, CancellationToken cancellationToken) =>
        ValueTask.FromResult(credential switch
        {
            AnonKey => new CallerResolution.Known(Caller.Anonymous),
            ServiceKey => new CallerResolution.Known(Caller.Service),
            "" => new CallerResolution.NoApiKey("No API key found in request"),
            _ => _known.GetValueOrDefault(
                credential, new CallerResolution.BadToken(TokenFault.Malformed, "Not a token.")),
        });
}
