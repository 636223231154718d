using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PortalChat.Testing.Servers;

namespace PortalChat.E2E.Tests.People;

/// <summary>Makes accounts as an operator does: by the auth server's admin API, with the service role's key.</summary>
internal sealed class PeopleDirectory(ServerProcess server) : IDisposable
{
    private const string Password = "a-long-enough-password";
    private static int _people;

    private readonly HttpClient _http = new() { BaseAddress = server.Address };

    public void Dispose() => _http.Dispose();

    public Task<Person> PlayerAsync(string name) => CreateAsync(name, role: null);

    public Task<Person> GreAsync(string name) => CreateAsync(name, role: "gre");

    // A number in the name keeps apart the people of different scenarios that share a server.
    private async Task<Person> CreateAsync(string firstName, string? role)
    {
        var number = Interlocked.Increment(ref _people);
        var name = $"{firstName} {number}";
        var email = $"{firstName.ToLowerInvariant()}-{number}@{role ?? "player"}.test";
        var account = new JsonObject
        {
            ["email"] = email,
            ["password"] = Password,
            ["email_confirm"] = true,
            ["user_metadata"] = new JsonObject { ["display_name"] = name },
            ["app_metadata"] = role is null ? [] : new JsonObject { ["role"] = role },
        };

        var key = server.Environment.ServiceRoleKey;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/v1/admin/users") { Content = JsonContent.Create(account) };
        request.Headers.Add("apikey", key);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await _http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{email} could not be created: {(int)answer.StatusCode} {body}");
        return new Person(Guid.Parse(JsonNode.Parse(body)!["id"]!.GetValue<string>()), name, email, Password);
    }
}
