using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace PortalChat.Auth.Tests.Support;

/// <summary>Sends what a Supabase client sends.</summary>
public sealed class AuthClient
{
    private readonly HttpClient _http;

    public AuthClient(HttpClient http, string apiKey)
    {
        _http = http;
        _http.DefaultRequestHeaders.Add("apikey", apiKey);
        _http.DefaultRequestHeaders.Add("X-Supabase-Api-Version", "2024-01-01");
        ApiKey = apiKey;
    }

    public string ApiKey { get; }

    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public Task<Answer> SignUpAsync(string email, string password, JsonObject? data = null) =>
        SendAsync("POST", "signup", new JsonObject { ["email"] = email, ["password"] = password, ["data"] = data ?? [] });

    public Task<Answer> SignInAsync(string email, string password) =>
        SendAsync("POST", "token?grant_type=password", new JsonObject { ["email"] = email, ["password"] = password });

    public Task<Answer> RefreshAsync(string refreshToken) =>
        SendAsync("POST", "token?grant_type=refresh_token", new JsonObject { ["refresh_token"] = refreshToken });

    public Task<Answer> SendAsync(string method, string path, JsonNode? body = null, string? bearer = null) =>
        SendTextAsync(method, path, body?.ToJsonString(), bearer ?? ApiKey);

    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Below <c>/auth/v1/</c>.</param>
    /// <param name="body">Sent as it is.</param>
    /// <param name="bearer">Null sends no <c>Authorization</c> header.</param>
    public async Task<Answer> SendTextAsync(string method, string path, string? body, string? bearer)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/auth/v1/{path}");
        request.Content = body is null ? null : new StringContent(body);
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        using var response = await _http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }
}

/// <summary>An answer of the auth server.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string AccessToken => Json["access_token"]!.GetValue<string>();

    public string RefreshToken => Json["refresh_token"]!.GetValue<string>();

    public JsonObject User => Json["user"]!.AsObject();

    public JsonObject Claims => JsonNode.Parse(
        Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(AccessToken.Split('.')[1]))!.AsObject();

    public Answer Ok()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status} {Text}");
        return this;
    }

    public void Refused(int status, string code)
    {
        Assert.True((int)Status == status, $"{(int)Status} {Text}");
        Assert.Equal(code, Json["code"]!.GetValue<string>());
        Assert.Equal(code, Headers.GetValues("X-Sb-Error-Code").Single());
        Assert.Equal("2024-01-01", Headers.GetValues("X-Supabase-Api-Version").Single());
    }
}
