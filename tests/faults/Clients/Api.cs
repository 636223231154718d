using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>The REST side of one client: one connection pool, one token, and no exceptions for what networks do.</summary>
internal sealed class Api : IDisposable
{
    private readonly Surroundings _surroundings;
    private readonly Session _session;
    private readonly HttpClient _http;
    private int _address;

    public Api(Surroundings surroundings, Session session)
    {
        _surroundings = surroundings;
        _session = session;
        _http = new HttpClient { Timeout = surroundings.RequestTimeout };
    }

    public Task<Answer> GetAsync(string path, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, path, body: null, prefer: null, cancellationToken);

    public Task<Answer> PostAsync(string path, object body, string? prefer, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, path, body, prefer, cancellationToken);

    public void Dispose() => _http.Dispose();

    /// <summary>A token that is refused is replaced and the request made again, once: more is up to the caller.</summary>
    private async Task<Answer> AskAsync(
        HttpMethod method, string path, object? body, string? prefer, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            var (token, answer) = await TryAsync(method, path, body, prefer, refused, cancellationToken);
            if (!answer.IsSignedOut || refused is not null)
            {
                return answer;
            }

            refused = token;
        }
    }

    private async Task<(string? Token, Answer Answer)> TryAsync(
        HttpMethod method, string path, object? body, string? prefer, string? refused, CancellationToken cancellationToken)
    {
        var address = Volatile.Read(ref _address);
        try
        {
            var token = await _session.TokenAsync(refused, cancellationToken);
            using var request = new HttpRequestMessage(method, new Uri(_surroundings.Addresses[address], path))
            {
                Content = body is null ? null : JsonContent.Create(body),
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            };
            request.Headers.Add("apikey", _surroundings.AnonKey);
            if (prefer is not null)
            {
                request.Headers.Add("Prefer", prefer);
            }

            using var response = await _http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return (token, new Answer((int)response.StatusCode, Read(text)));
        }
        catch (Exception none) when (none is HttpRequestException or OperationCanceledException or IOException or SocketException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Interlocked.CompareExchange(ref _address, (address + 1) % _surroundings.Addresses.Count, address);
            return (null, Answer.None);
        }
    }

    /// <summary>An answer that is cut short is none that counts; an error page of whoever need not be JSON.</summary>
    private static JsonElement Read(byte[] text)
    {
        try
        {
            return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
