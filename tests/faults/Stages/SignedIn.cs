using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PortalChat.Faults.Tests.Stages;

/// <summary>Real sign-ins: by password the first time, then by the session's refresh token.</summary>
internal sealed class SignedIn(Func<Uri> server, Func<string> anonKey) : ITokens, IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly ConcurrentDictionary<Guid, string> _refreshTokens = new();

    public async Task<string> TokenAsync(Account account, CancellationToken cancellationToken)
    {
        var refreshed = _refreshTokens.TryGetValue(account.Id, out var refreshToken)
            ? await AskAsync("refresh_token", new { refresh_token = refreshToken }, cancellationToken)
            : null;

        // A session that was ended is no reason to give up: its owner signs in again.
        var session = refreshed
            ?? await AskAsync("password", new { email = account.Email, password = account.Password }, cancellationToken)
            ?? throw new HttpRequestException($"{account.Name} could not sign in.");
        _refreshTokens[account.Id] = (string)session["refresh_token"]!;
        return (string)session["access_token"]!;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Null where it is refused.</summary>
    private async Task<JsonNode?> AskAsync(string grant, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server(), $"/auth/v1/token?grant_type={grant}"))
        {
            Headers = { { "apikey", anonKey() } },
            Content = JsonContent.Create(body),
        };
        using var answer = await _http.SendAsync(request, cancellationToken);
        if ((int)answer.StatusCode is >= 400 and < 429)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!;
    }
}
