using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace PortalChat.Host.Tests;

/// <summary>A person signed in to a server that runs as a process.</summary>
internal sealed record RawClient(string Url, string ApiKey, string AccessToken, string RefreshToken)
{
    private static readonly HttpClient Http = new();

    public static async Task<RawClient> SignInAsync(string url, string dataFolder, string email, string password)
    {
        var apiKey = File.ReadLines(Path.Combine(dataFolder, "portalchat.env"))
            .First(line => line.StartsWith("SUPABASE_ANON_KEY=", StringComparison.Ordinal))["SUPABASE_ANON_KEY=".Length..];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/auth/v1/token?grant_type=password")
        {
            Headers = { { "apikey", apiKey } },
            Content = JsonContent.Create(new { email, password }),
        };
        using var response = await Http.SendAsync(request);
        var session = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new RawClient(
            url,
            apiKey,
            session.GetProperty("access_token").GetString()!,
            session.GetProperty("refresh_token").GetString()!);
    }

    public async Task<HttpStatusCode> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url + path)
        {
            Headers = { { "apikey", ApiKey }, { "Authorization", $"Bearer {AccessToken}" } },
            Content = JsonContent.Create(body),
        };
        using var response = await Http.SendAsync(request);
        return response.StatusCode;
    }

    public async Task OpenSocketAsync()
    {
        using var socket = new ClientWebSocket();
        var address = new Uri($"{Url.Replace("http", "ws", StringComparison.Ordinal)}/realtime/v1/websocket?apikey={ApiKey}&vsn=2.0.0");
        await socket.ConnectAsync(address, CancellationToken.None);
        var join = JsonSerializer.SerializeToUtf8Bytes(new object[]
        {
            "1", "1", "realtime:log", "phx_join", new { config = new { }, access_token = AccessToken },
        });
        await socket.SendAsync(join, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        await socket.ReceiveAsync(new byte[4096], CancellationToken.None);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }
}
