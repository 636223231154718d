using Microsoft.AspNetCore.Http;

namespace PortalChat.Auth.Callers;

/// <summary>
/// 1. The API key opens the door: one of ours, or a JWT with the rights of one. 2. Without a bearer token, or where
/// that is the same key, it also says who calls. 3. Otherwise the bearer token does.
/// </summary>
internal sealed class CallerResolver(KnownApiKeys apiKeys, ITokenVerifier tokens, EndedSessions endedSessions) : ICallerResolver
{
    private const string SecretKeyPrefix = "sb_secret_";
    private const string KeyPrefix = "sb_";

    public async ValueTask<CallerResolution> ResolveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (apiKey, bearer) = Credentials.Of(request);

        // 1.
        var (refusal, keyHolder) = await CheckApiKeyAsync(apiKey, request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        // 2.
        if (bearer is null || bearer == apiKey)
        {
            return new CallerResolution.Known(keyHolder!);
        }

        // 3. A key of the newer form never counts beside another key; a legacy key is a token like any other.
        return bearer.StartsWith(KeyPrefix, StringComparison.Ordinal)
            ? new CallerResolution.BadToken(TokenFault.Malformed, "The bearer token is an API key that differs from apikey.")
            : await ResolveAsync(bearer, cancellationToken);
    }

    public async ValueTask<CallerResolution> ResolveAsync(string credential, CancellationToken cancellationToken)
    {
        if (apiKeys.Find(credential) is { } keyHolder)
        {
            return new CallerResolution.Known(keyHolder);
        }

        return await tokens.VerifyAsync(credential, cancellationToken) switch
        {
            TokenVerification.Accepted accepted when endedSessions.Contains(accepted.Caller.SessionId) =>
                new CallerResolution.BadToken(TokenFault.SessionEnded, "The session of this token has ended."),
            TokenVerification.Accepted accepted => new CallerResolution.Known(accepted.Caller),
            TokenVerification.Rejected rejected => new CallerResolution.BadToken(rejected.Fault, rejected.Message),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Only the first step, for requests whose bearer token does not matter. Null where the key is good.</summary>
    public async ValueTask<CallerResolution.NoApiKey?> RefuseApiKeyAsync(
        HttpRequest request, CancellationToken cancellationToken) =>
        (await CheckApiKeyAsync(Credentials.Of(request).ApiKey, request, cancellationToken)).Refusal;

    private async ValueTask<(CallerResolution.NoApiKey? Refusal, Caller? KeyHolder)> CheckApiKeyAsync(
        string? apiKey, HttpRequest request, CancellationToken cancellationToken)
    {
        if (apiKey is null)
        {
            return (new CallerResolution.NoApiKey("No API key found in request"), null);
        }

        if (IsSecretInBrowser(apiKey, request))
        {
            return (new CallerResolution.NoApiKey("Forbidden use of secret API key in browser"), null);
        }

        return await FindApiKeyAsync(apiKey, cancellationToken) is { } keyHolder
            ? (null, keyHolder)
            : (new CallerResolution.NoApiKey("Invalid API key"), null);
    }

    private async ValueTask<Caller?> FindApiKeyAsync(string apiKey, CancellationToken cancellationToken)
    {
        if (apiKeys.Find(apiKey) is { } known)
        {
            return known;
        }

        if (apiKey.StartsWith(KeyPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        // A key made elsewhere with a signing key or secret that we trust. A person's token is not a key.
        return await tokens.VerifyAsync(apiKey, cancellationToken) is TokenVerification.Accepted
        {
            Caller: { Subject: null, Role: PostgresRoles.Anon or PostgresRoles.ServiceRole } caller,
        }
            ? caller
            : null;
    }

    /// <summary>
    /// A secret key in a page is a secret lost, and better noticed on the first try. As at Supabase, what calls itself
    /// a browser is one; a job that does so has only to stop it.
    /// </summary>
    private static bool IsSecretInBrowser(string apiKey, HttpRequest request) =>
        apiKey.StartsWith(SecretKeyPrefix, StringComparison.Ordinal)
        && request.Headers.UserAgent.ToString().StartsWith("Mozilla/", StringComparison.Ordinal);
}
