using Microsoft.AspNetCore.Http;

namespace PortalChat.Auth.Callers;

/// <summary>
/// Says who sends a request, from its <c>apikey</c> header (or query parameter, as WebSockets send it) and its
/// <c>Authorization: Bearer</c> header. The bearer token wins; where it is an API key, or absent, the API key counts.
/// </summary>
public interface ICallerResolver
{
    ValueTask<CallerResolution> ResolveAsync(HttpRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// The same for one credential on its own: an access token, a legacy JWT key, or an
    /// <c>sb_publishable_…</c>/<c>sb_secret_…</c> key.
    /// </summary>
    ValueTask<CallerResolution> ResolveAsync(string credential, CancellationToken cancellationToken);
}

/// <summary>A caller, or why the request has none.</summary>
public abstract record CallerResolution
{
    private CallerResolution()
    {
    }

    public sealed record Known(Caller Caller) : CallerResolution;

    /// <summary>No API key at all, or one that is none of ours.</summary>
    public sealed record NoApiKey(string Message) : CallerResolution;

    public sealed record BadToken(TokenFault Fault, string Message) : CallerResolution;
}
