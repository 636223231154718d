using Microsoft.AspNetCore.Http;

namespace PortalChat.Auth.Callers;

/// <summary>What a request shows of itself: its API key and its bearer token, each null where it has none.</summary>
internal readonly record struct Credentials(string? ApiKey, string? Bearer)
{
    private const string BearerScheme = "Bearer ";

    /// <summary>
    /// Browsers cannot set headers on a WebSocket, so the key may stand in the query; some realtime clients send
    /// <c>x-api-key</c>.
    /// </summary>
    public static Credentials Of(HttpRequest request) => new(
        NotEmpty(request.Headers["apikey"]) ?? NotEmpty(request.Headers["x-api-key"]) ?? NotEmpty(request.Query["apikey"]),
        BearerOf(request.Headers.Authorization));

    private static string? BearerOf(string? header) =>
        header is not null && header.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase)
            ? NotEmpty(header[BearerScheme.Length..].Trim())
            : null;

    private static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
