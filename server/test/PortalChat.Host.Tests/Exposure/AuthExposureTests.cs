using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace PortalChat.Host.Tests.Exposure;

/// <summary>[EX4] What <c>/auth/v1</c> tells of other people: nothing.</summary>
public sealed partial class AuthExposureTests(AuthExposureTests.Confirming server) : IClassFixture<AuthExposureTests.Confirming>
{
    private const string Known = "known@person.example";
    private const string Unknown = "nobody@person.example";

    [Theory(DisplayName = "[EX4] whether there is an account shows in no answer")]
    [InlineData("recover", """{"email":"$email"}""")]
    [InlineData("resend", """{"email":"$email","type":"signup"}""")]
    [InlineData("resend", """{"email":"$email","type":"email_change"}""")]
    [InlineData("signup", """{"email":"$email","password":"another-password"}""")]
    [InlineData("token?grant_type=password", """{"email":"$email","password":"a-wrong-password"}""")]
    [InlineData("verify", """{"email":"$email","token":"123456","type":"recovery"}""")]
    [InlineData("recover", """{"email":"$email","code_challenge":"x"}""")]
    public async Task Answers_ForKnownAndUnknown_AreTheSame(string path, string body)
    {
        // Twice: what has just been asked for is refused for both, too.
        for (var time = 0; time < 2; time++)
        {
            var known = await PostAsync(path, body.Replace("$email", Known, StringComparison.Ordinal));
            var unknown = await PostAsync(path, body.Replace("$email", Unknown, StringComparison.Ordinal));

            Assert.Equal(Without(unknown, Unknown), Without(known, Known));
        }

        Assert.Equal(1, await server.CountAsync(Known));
    }

    [Theory(DisplayName = "[EX4] the operator's endpoints answer the operator only")]
    [InlineData("GET", "admin/users")]
    [InlineData("GET", "admin/users/{id}")]
    [InlineData("PUT", "admin/users/{id}")]
    [InlineData("DELETE", "admin/users/{id}")]
    [InlineData("POST", "admin/users")]
    [InlineData("POST", "admin/generate_link")]
    [InlineData("POST", "invite")]
    public async Task Admin_IsForTheServiceRole(string method, string path)
    {
        path = path.Replace("{id}", server.KnownId.ToString(), StringComparison.Ordinal);
        var player = await server.Fixture.SignInAsync(Known, Confirming.Password);
        foreach (var token in (string?[])[server.Fixture.Env["SUPABASE_ANON_KEY"], player, null, "made.up.token"])
        {
            var (status, text) = await server.SendAsync(method, path, """{"email":"x@person.example","type":"magiclink"}""", token);

            Assert.InRange(status, 401, 403);
            Assert.DoesNotContain(Known, text, StringComparison.Ordinal);
        }

        var (listed, users) = await server.SendAsync("GET", "admin/users", null, server.Fixture.Env["SUPABASE_SERVICE_ROLE_KEY"]);
        Assert.Equal(200, listed);
        Assert.Contains(Known, users, StringComparison.Ordinal);
        Assert.DoesNotContain(Confirming.Password, users, StringComparison.Ordinal);
        Assert.DoesNotContain("$2a$", users, StringComparison.Ordinal);
        Assert.DoesNotContain("$2b$", users, StringComparison.Ordinal);
    }

    private Task<(int Status, string Text)> PostAsync(string path, string body) =>
        server.SendAsync("POST", path, body, server.Fixture.Env["SUPABASE_ANON_KEY"]);

    /// <summary>Without what every answer has of its own: ids, times, and the address that was asked for.</summary>
    private static string Without((int Status, string Text) answer, string email) =>
        $"{answer.Status} " + Changing().Replace(answer.Text.Replace(email, "", StringComparison.Ordinal), "");

    [GeneratedRegex(@"Date: .*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z|Retry-After: \d+", RegexOptions.ExplicitCapture)]
    private static partial Regex Changing();

    /// <summary>A server that confirms addresses by mail; one account on it is confirmed.</summary>
    public sealed class Confirming : IAsyncLifetime
    {
        public const string Password = "a-password-for-tests";

        public ServerFixture Fixture { get; } = new()
        {
            Configure = options => options with { AutoConfirm = false, Demo = false, LogLevel = LogLevel.Warning },
        };

        public Guid KnownId { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await Fixture.InitializeAsync();
            var (status, text) = await SendAsync(
                "POST",
                "admin/users",
                $$"""{"email":"{{Known}}","password":"{{Password}}","email_confirm":true}""",
                Fixture.Env["SUPABASE_SERVICE_ROLE_KEY"]);
            Assert.True(status == 200, text);
            KnownId = (await UsersAsync()).Single(user => (string?)user!["email"] == Known)!["id"]!.GetValue<Guid>();
        }

        public async Task<int> CountAsync(string email) => (await UsersAsync()).Count(user => (string?)user!["email"] == email);

        /// <returns>The status, and headers and body in one text.</returns>
        public async Task<(int Status, string Text)> SendAsync(string method, string path, string? body, string? token)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/auth/v1/{path}");
            request.Headers.Add("apikey", Fixture.Env["SUPABASE_ANON_KEY"]);
            request.Headers.TryAddWithoutValidation("Authorization", token is null ? null : $"Bearer {token}");
            request.Content = body is null ? null : new StringContent(body);
            using var response = await Fixture.Http.SendAsync(request);
            return ((int)response.StatusCode, $"{response.Headers}\n{await response.Content.ReadAsStringAsync()}");
        }

        public ValueTask DisposeAsync() => Fixture.DisposeAsync();

        private async Task<JsonArray> UsersAsync()
        {
            var (_, text) = await SendAsync("GET", "admin/users", null, Fixture.Env["SUPABASE_SERVICE_ROLE_KEY"]);
            return JsonNode.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..])!["users"]!.AsArray();
        }
    }
}
