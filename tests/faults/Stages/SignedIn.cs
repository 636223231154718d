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
        var session = _refreshTokens.TryGetValue(account.Id, out var refreshToken)
            ? await AskAsync("refresh_token", new { refresh_token = refreshToken }, cancellationToken)
            : await AskAsync("password", new { email = account.Email, password = account.Password }, cancellationToken);
        _refreshTokens[account.Id] = (string)session["refresh_token"]!;
        return (string)session["access_token"]!;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> AskAsync(string grant, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server(), $"/auth/v1/token?grant_type={grant}"))
        {
            Headers = { { "apikey", anonKey() } },
            Content = JsonContent.Create(body),
        };
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!;
    }
}
