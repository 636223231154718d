using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Embedded;

public sealed class SignInTests(SharedAuthServer shared) : IClassFixture<SharedAuthServer>, IAsyncLifetime
{
    private AuthServer _server = null!;
    private AuthClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await shared.WithoutUsersAsync();
        _client = _server.Client();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact(DisplayName = "[AU20] sign-up answers with a session; data becomes user_metadata")]
    public async Task SignUp_Answers_WithASession()
    {
        var answer = (await _client.SignUpAsync("Ada@Example.com", "secret-1", new() { ["display_name"] = "Ada" })).Ok();

        Assert.Equal("bearer", answer.Json["token_type"]!.GetValue<string>());
        Assert.Equal(3600, answer.Json["expires_in"]!.GetValue<int>());
        Assert.Equal("ada@example.com", answer.User["email"]!.GetValue<string>());
        Assert.Equal("Ada", answer.User["user_metadata"]!["display_name"]!.GetValue<string>());
        Assert.Equal("authenticated", answer.User["role"]!.GetValue<string>());
        Assert.Equal("""{"provider":"email","providers":["email"]}""", answer.User["app_metadata"]!.ToJsonString().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("email", answer.User["identities"]![0]!["provider"]!.GetValue<string>());
        Assert.NotNull(answer.User["email_confirmed_at"]);
    }

    [Fact(DisplayName = "[AU21] nothing that a client sends becomes app_metadata")]
    public async Task SignUp_WithAppMetadata_IsIgnored()
    {
        var answer = (await _client.SendAsync("POST", "signup", JsonNode.Parse(
            """
            {"email":"eve@example.com","password":"secret-1","app_metadata":{"role":"gre"},
             "raw_app_meta_data":{"role":"gre"},"role":"service_role",
             "data":{"app_metadata":{"role":"gre"},"role":"gre","sub":"someone","email_verified":"x"}}
            """))).Ok();

        Assert.Null(answer.User["app_metadata"]!["role"]);
        Assert.Equal("authenticated", answer.Claims["role"]!.GetValue<string>());
        Assert.Null(answer.Claims["app_metadata"]!["role"]);
        Assert.Equal(answer.User["id"]!.GetValue<string>(), answer.Claims["user_metadata"]!["sub"]!.GetValue<string>());

        var put = await _client.SendAsync("PUT", "user", new JsonObject { ["app_metadata"] = new JsonObject { ["role"] = "gre" } }, answer.AccessToken);
        put.Refused(403, "not_admin");

        // The control: the operator can.
        var byAdmin = (await _server.Admin().SendAsync(
            "PUT", $"admin/users/{answer.User["id"]}", new JsonObject { ["app_metadata"] = new JsonObject { ["role"] = "gre" } })).Ok();
        Assert.Equal("gre", byAdmin.Json["app_metadata"]!["role"]!.GetValue<string>());
    }

    [Fact(DisplayName = "[AU22] sign-in answers with Supabase's claims, signed by the published key")]
    public async Task SignIn_Token_HasSupabasesClaims()
    {
        await _client.SignUpAsync("bo@example.com", "secret-1", new() { ["display_name"] = "Bo" });

        var answer = (await _client.SignInAsync("BO@example.com ", "secret-1")).Ok();

        var claims = answer.Claims;
        Assert.Equal(
            ["iss", "sub", "aud", "exp", "iat", "email", "phone", "app_metadata", "user_metadata", "role", "aal", "amr", "session_id", "is_anonymous"],
            claims.Select(claim => claim.Key));
        Assert.Equal("http://127.0.0.1:8080/auth/v1", claims["iss"]!.GetValue<string>());
        Assert.Equal("authenticated", claims["aud"]!.GetValue<string>());
        Assert.Equal(3600, claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>());
        Assert.Equal(answer.Json["expires_at"]!.GetValue<long>(), claims["exp"]!.GetValue<long>());
        Assert.Equal("password", claims["amr"]![0]!["method"]!.GetValue<string>());
        Assert.Equal("aal1", claims["aal"]!.GetValue<string>());
        Assert.False(claims["is_anonymous"]!.GetValue<bool>());

        var verified = await _server.Services.GetRequiredService<ITokenVerifier>().VerifyAsync(answer.AccessToken, Stop);
        var caller = Assert.IsType<TokenVerification.Accepted>(verified).Caller;
        Assert.Equal(claims["session_id"]!.GetValue<Guid>(), caller.SessionId);
    }

    [Fact(DisplayName = "[AU23] a wrong password and an unknown address get the same answer")]
    public async Task SignIn_Wrong_TellsNothing()
    {
        await _client.SignUpAsync("cleo@example.com", "secret-1");

        var wrong = await _client.SignInAsync("cleo@example.com", "secret-2");
        var unknown = await _client.SignInAsync("nobody@example.com", "secret-1");

        wrong.Refused(400, "invalid_credentials");
        Assert.Equal(wrong.Text, unknown.Text);
        (await _client.SignInAsync("cleo@example.com", "secret-1")).Ok();
    }

    [Fact(DisplayName = "[AU24] the older error shape is given to clients that do not ask for the newer one")]
    public async Task Error_WithoutVersion_IsLegacy()
    {
        _client.Headers.Remove("X-Supabase-Api-Version");
        var answer = await _client.SignInAsync("nobody@example.com", "secret-1");

        Assert.Equal("""{"code":400,"error_code":"invalid_credentials","msg":"Invalid login credentials"}""", answer.Text);
        Assert.False(answer.Headers.Contains("X-Supabase-Api-Version"));
    }

    [Fact(DisplayName = "[AU25] an address signs up once, however it is written, also when two do it at once")]
    public async Task SignUp_Twice_IsRefused()
    {
        (await _client.SignUpAsync("dora@example.com", "secret-1")).Ok();
        (await _client.SignUpAsync("DORA@example.com", "secret-2")).Refused(422, "user_already_exists");

        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _client.SignUpAsync("two@example.com", "secret-1")));
        Assert.Single(both, answer => answer.Status == System.Net.HttpStatusCode.OK);
        Assert.Equal(1, await _server.Database.ScalarAsync<long>("select count(*) from auth.users where email = 'two@example.com'"));
    }

    [Theory(DisplayName = "[AU26] what cannot be an account is refused")]
    [InlineData("""{"email":"x","password":"secret-1"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a b@example.com","password":"secret-1"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","password":""}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","password":"12345"}""", 422, "weak_password")]
    [InlineData("""{"email":"a@example.com","password":"0123456789012345678901234567890123456789012345678901234567890123456789ab€"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","password":"secret-1","data":[]}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","password":"secret-1","data":{"x":"\u0000"}}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","password":"secret-1","data":{"x":"\ud800"}}""", 400, "validation_failed")]
    [InlineData("""{"email":"\ud800@example.com","password":"secret-1"}""", 400, "bad_json")]
    [InlineData("""{"email":5,"password":"secret-1"}""", 400, "bad_json")]
    [InlineData("""{"email":"a@example.com","phone":"1","password":"secret-1"}""", 400, "validation_failed")]
    [InlineData("""{"phone":"1","password":"secret-1"}""", 400, "phone_provider_disabled")]
    [InlineData("""{"data":{}}""", 422, "anonymous_provider_disabled")]
    [InlineData("nonsense", 400, "bad_json")]
    [InlineData("null", 400, "bad_json")]
    [InlineData("[]", 400, "bad_json")]
    public async Task SignUp_Invalid_IsRefused(string body, int status, string code)
    {
        var answer = await _client.SendTextAsync("POST", "signup", body, bearer: null);

        answer.Refused(status, code);
        Assert.Equal(0, await _server.Database.ScalarAsync<long>("select count(*) from auth.users"));
    }

    [Fact(DisplayName = "[AU26] a body of more than 64 kB is refused, metadata of more than 8 kB too")]
    public async Task SignUp_TooLarge_IsRefused()
    {
        (await _client.SignUpAsync("big@example.com", "secret-1", new() { ["x"] = new string('x', 9_000) }))
            .Refused(400, "validation_failed");
        (await _client.SignUpAsync("big@example.com", "secret-1", new() { ["x"] = new string('x', 70_000) }))
            .Refused(413, "bad_json");
        (await _client.SignUpAsync("big@example.com", "secret-1", new() { ["x"] = new string('x', 7_000) })).Ok();
    }

    [Fact(DisplayName = "[AU27] without an API key nothing is answered but health and the public keys")]
    public async Task NoApiKey_IsRefused()
    {
        _client.Headers.Remove("apikey");

        foreach (var (method, path) in new[] { ("POST", "token?grant_type=password"), ("POST", "signup"), ("GET", "user"), ("GET", "settings"), ("GET", "admin/users") })
        {
            Assert.Equal(401, (int)(await _client.SendAsync(method, path, body: null)).Status);
        }

        (await _client.SendAsync("GET", "health", body: null)).Ok();
        Assert.Equal(_server.Keys.Jwks, (await _client.SendAsync("GET", ".well-known/jwks.json", body: null)).Ok().Text);
        _client.Headers.Add("apikey", _server.Keys.ApiKeys.Anon);
        (await _client.SendAsync("GET", "settings", body: null)).Ok();
    }

    [Theory(DisplayName = "[AU28] an unknown grant is refused")]
    [InlineData("token")]
    [InlineData("token?grant_type=authorization_code")]
    public async Task Token_UnknownGrant_IsRefused(string path)
    {
        (await _client.SendAsync("POST", path, new JsonObject())).Refused(400, "invalid_credentials");
    }

    [Theory(DisplayName = "[AU112] what is not there is refused in the shape that clients read")]
    [InlineData("GET", "nowhere", 404, "not_found")]
    [InlineData("DELETE", "token", 404, "not_found")]
    [InlineData("GET", "authorize?provider=google", 400, "validation_failed")]
    public async Task Unknown_IsRefused(string method, string path, int status, string code)
    {
        (await _client.SendAsync(method, path)).Refused(status, code);
    }
}
