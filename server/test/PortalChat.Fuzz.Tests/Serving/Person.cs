using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PortalChat.Fuzz.Tests.Serving;

/// <summary>Somebody who is signed in through <c>/auth/v1</c>.</summary>
internal sealed record Person(Guid Id, string Email, string AccessToken, string RefreshToken)
{
    public const string Password = "a-password-for-tests";

    public static Task<Person> SignUpAsync(FuzzServer server, string email) =>
        AskAsync(server, "/auth/v1/signup", new { email, password = Password, data = new { display_name = "Ann" } });

    public HttpClient NewClient(FuzzServer server) => new()
    {
        BaseAddress = server.Address,
        DefaultRequestHeaders = { { "apikey", server.Keys.ApiKeys.Anon }, { "Authorization", $"Bearer {AccessToken}" } },
    };

    private static async Task<Person> AskAsync(FuzzServer server, string path, object body)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("apikey", server.Keys.ApiKeys.Anon);
        using var response = await http.PostAsJsonAsync(path, body);
        var session = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True(response.IsSuccessStatusCode, session.ToJsonString());
        return new Person(
            session["user"]!["id"]!.GetValue<Guid>(),
            (string)session["user"]!["email"]!,
            (string)session["access_token"]!,
            (string)session["refresh_token"]!);
    }
}
