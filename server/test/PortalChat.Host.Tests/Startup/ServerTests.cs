using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PortalChat.Host.Demo;
using PortalChat.Host.Startup;

namespace PortalChat.Host.Tests.Startup;

/// <summary>What a server that is up offers beside the three dialects.</summary>
public sealed class ServerTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Health_ServerThatIsUp_IsLiveAndReady()
    {
        Assert.Equal("live", await server.Http.GetStringAsync("/health/live"));

        using var ready = await server.ReadyAsync();
        var report = await ready.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("ready", report.GetProperty("status").GetString());
    }

    [Fact]
    public void EnvFile_HasWhatClientsNeed_ForItsOwnerOnly()
    {
        Assert.Equal(
            ["DATABASE_URL", "SUPABASE_ANON_KEY", "SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_URL"],
            server.Env.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(server.Server.Address.GetLeftPart(UriPartial.Authority), server.Env["SUPABASE_URL"]);
        var mode = File.GetUnixFileMode(Path.Combine(server.DataFolder, EnvFile.Name));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task Demo_EveryPersonOfTheTour_CanSignIn()
    {
        foreach (var person in DemoPeople.Players.Concat(DemoPeople.Staff))
        {
            Assert.NotEmpty(await server.SignInAsync(person.Email, DemoPeople.Password));
        }

        using var wrong = await server.TrySignInAsync("alice@player.example", "not-the-password");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task PortalConfig_NamesTheAddressThatTheBrowserCameTo()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/portal-config.json");
        request.Headers.Host = "chat.example:8443";
        using var response = await server.Http.SendAsync(request);

        var config = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("http://chat.example:8443", config.GetProperty("supabaseUrl").GetString());
        Assert.Equal(server.Env["SUPABASE_ANON_KEY"], config.GetProperty("supabaseAnonKey").GetString());
        Assert.Equal(3, config.GetProperty("demo").GetProperty("players").GetArrayLength());
    }

    [Theory]
    [InlineData("/rest/v1/chat_requests", "GET")]
    [InlineData("/rest/v1/rpc/claim_chat", "POST")]
    [InlineData("/auth/v1/token", "POST")]
    [InlineData("/realtime/v1/api/broadcast", "POST")]
    public async Task Cors_PageOfAnotherOrigin_MayCall(string path, string method)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path)
        {
            Headers =
            {
                { "Origin", "https://casino.example" },
                { "Access-Control-Request-Method", method },
                { "Access-Control-Request-Headers", "apikey,authorization,x-client-info,prefer" },
            },
        };
        using var response = await server.Http.SendAsync(preflight);

        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory(DisplayName = "[RE3] [RE18] [AU83] a page of another origin reads what clients read from an answer's headers")]
    [InlineData("Content-Range")]
    [InlineData("Content-Profile")]
    [InlineData("Content-Location")]
    [InlineData("Location")]
    [InlineData("Preference-Applied")]
    [InlineData("Proxy-Status")]
    [InlineData("Range-Unit")]
    [InlineData("X-Total-Count")]
    [InlineData("Link")]
    [InlineData("X-Supabase-Api-Version")]
    [InlineData("Retry-After")]
    public async Task Cors_Headers_AreExposed(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/v1/health") { Headers = { { "Origin", "https://casino.example" } } };
        using var response = await server.Http.SendAsync(request);

        var exposed = string.Join(',', response.Headers.GetValues("Access-Control-Expose-Headers")).Split(',', StringSplitOptions.TrimEntries);
        Assert.Contains(header, exposed, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/rest/v1/chat_requests")]
    [InlineData("/auth/v1/user")]
    public async Task Api_NoApiKey_IsRefused(string path)
    {
        using var response = await server.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
