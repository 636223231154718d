using System.Text.Json.Nodes;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Embedded;

public sealed class AdminUsersTests(SharedAuthServer shared) : IClassFixture<SharedAuthServer>, IAsyncLifetime
{
    private AuthServer _server = null!;
    private AuthClient _client = null!;
    private AuthClient _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await shared.WithoutUsersAsync();
        _client = _server.Client();
        _admin = _server.Admin();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact(DisplayName = "[AU80] only the service role may manage users")]
    public async Task Admin_ByOthers_IsRefused()
    {
        var person = (await _client.SignUpAsync("ada@example.com", "secret-1")).Ok();
        var user = $"admin/users/{person.User["id"]}";

        foreach (var (method, path) in new[] { ("GET", "admin/users"), ("POST", "admin/users"), ("GET", user), ("PUT", user), ("DELETE", user) })
        {
            (await _client.SendTextAsync(method, path, body: null, bearer: null)).Refused(401, "no_authorization");
            (await _client.SendAsync(method, path)).Refused(403, "not_admin");
            (await _client.SendAsync(method, path, body: null, _server.Keys.ApiKeys.Anon)).Refused(403, "not_admin");
            (await _client.SendAsync(method, path, body: null, person.AccessToken)).Refused(403, "not_admin");
        }

        (await _admin.SendAsync("GET", user, body: null)).Ok();
        (await _client.SendAsync("GET", user, body: null, _server.Keys.ApiKeys.ServiceRole)).Ok();
    }

    [Fact(DisplayName = "[AU81] the operator makes an account with app_metadata, an id and a password or its hash")]
    public async Task Create_Gives_AnAccount()
    {
        var id = Guid.NewGuid();
        var made = (await _admin.SendAsync("POST", "admin/users", JsonNode.Parse(
            $$$"""
            {"id":"{{{id}}}","email":"Grace@staff.example","password":"secret-1","email_confirm":true,
             "user_metadata":{"display_name":"Grace"},"app_metadata":{"role":"gre"}}
            """))).Ok().Json;

        Assert.Equal(id, made["id"]!.GetValue<Guid>());
        Assert.Equal("gre", made["app_metadata"]!["role"]!.GetValue<string>());
        Assert.Equal("email", made["app_metadata"]!["provider"]!.GetValue<string>());
        var session = (await _client.SignInAsync("grace@staff.example", "secret-1")).Ok();
        Assert.Equal("gre", session.Claims["app_metadata"]!["role"]!.GetValue<string>());

        var hash = await _server.Database.ScalarAsync<string>("select encrypted_password from auth.users where id = $1", id);
        (await CreateAsync($$"""{"email":"moved@example.com","password_hash":"{{hash}}","email_confirm":true}""")).Ok();
        (await _client.SignInAsync("moved@example.com", "secret-1")).Ok();
    }

    [Theory(DisplayName = "[AU82] what cannot be an account is refused")]
    [InlineData("""{}""", 400, "validation_failed")]
    [InlineData("""{"email":"x"}""", 400, "validation_failed")]
    [InlineData("""{"email":"taken@example.com"}""", 422, "email_exists")]
    [InlineData("""{"email":"a@example.com","id":"5"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","id":"00000000-0000-0000-0000-000000000000"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","password":"12345"}""", 422, "weak_password")]
    [InlineData("""{"email":"a@example.com","password_hash":"md5"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","password_hash":"$2a$31$0123456789012345678901234567890123456789012345678901"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","ban_duration":"1 day"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","role":"postgres"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@example.com","app_metadata":"gre"}""", 400, "validation_failed")]
    public async Task Create_Invalid_IsRefused(string body, int status, string code)
    {
        await _client.SignUpAsync("taken@example.com", "secret-1");

        (await CreateAsync(body)).Refused(status, code);
        Assert.Equal(1, await _server.Database.ScalarAsync<long>("select count(*) from auth.users"));
    }

    [Fact(DisplayName = "[AU82] an id that is taken is a conflict")]
    public async Task Create_SameId_IsAConflict()
    {
        var first = (await CreateAsync("""{"email":"a@example.com"}""")).Ok().Json;

        (await CreateAsync($$"""{"email":"b@example.com","id":"{{first["id"]}}"}""")).Refused(409, "conflict");
    }

    [Fact(DisplayName = "[AU83] the list comes in pages, with the total and links")]
    public async Task List_ComesInPages()
    {
        for (var n = 0; n < 5; n++)
        {
            await CreateAsync($$"""{"email":"n{{n}}@example.com"}""");
        }

        var page = (await _admin.SendAsync("GET", "admin/users?page=2&per_page=2", body: null)).Ok();

        Assert.Equal("authenticated", page.Json["aud"]!.GetValue<string>());
        Assert.Equal(["n2@example.com", "n1@example.com"], page.Json["users"]!.AsArray().Select(user => user!["email"]!.GetValue<string>()));
        Assert.Equal("5", page.Headers.GetValues("X-Total-Count").Single());
        Assert.Equal(
            "</admin/users?page=3&per_page=2>; rel=\"next\", </admin/users?page=3&per_page=2>; rel=\"last\"",
            page.Headers.GetValues("Link").Single());
        (await _admin.SendAsync("GET", "admin/users?page=0", body: null)).Refused(400, "validation_failed");
        (await _admin.SendAsync("GET", "admin/users?page=2147483647&per_page=2147483647", body: null)).Ok();
    }

    [Fact(DisplayName = "[AU84] a banned user cannot sign in, refresh or read himself, until the ban is lifted")]
    public async Task Ban_Refuses()
    {
        var session = (await _client.SignUpAsync("ada@example.com", "secret-1")).Ok();
        var path = $"admin/users/{session.User["id"]}";

        var banned = (await _admin.SendAsync("PUT", path, new JsonObject { ["ban_duration"] = "876000h" })).Ok();
        Assert.NotNull(banned.Json["banned_until"]);
        (await _client.SignInAsync("ada@example.com", "secret-1")).Refused(400, "user_banned");
        (await _client.SignInAsync("ada@example.com", "wrong-one")).Refused(400, "invalid_credentials");
        (await _client.RefreshAsync(session.RefreshToken)).Refused(400, "refresh_token_not_found");
        (await _client.SendAsync("GET", "user", body: null, session.AccessToken)).Refused(403, "user_banned");

        (await _admin.SendAsync("PUT", path, new JsonObject { ["ban_duration"] = "none" })).Ok();
        (await _client.RefreshAsync(session.RefreshToken)).Refused(400, "refresh_token_not_found");
        (await _client.SignInAsync("ada@example.com", "secret-1")).Ok();
    }

    [Fact(DisplayName = "[AU85] a new password by the operator ends all sessions")]
    public async Task Update_Password_EndsSessions()
    {
        var session = (await _client.SignUpAsync("ada@example.com", "secret-1")).Ok();

        (await _admin.SendAsync("PUT", $"admin/users/{session.User["id"]}", new JsonObject { ["password"] = "secret-2" })).Ok();

        (await _client.RefreshAsync(session.RefreshToken)).Refused(400, "refresh_token_not_found");
        (await _client.SignInAsync("ada@example.com", "secret-2")).Ok();
    }

    [Fact(DisplayName = "[AU86] a deleted user is gone, and his token refused")]
    public async Task Delete_Removes()
    {
        var session = (await _client.SignUpAsync("ada@example.com", "secret-1")).Ok();
        var path = $"admin/users/{session.User["id"]}";

        Assert.Equal("{}", (await _admin.SendAsync("DELETE", path, body: null)).Ok().Text);

        (await _client.SendAsync("GET", "user", body: null, session.AccessToken)).Refused(403, "user_not_found");
        (await _client.RefreshAsync(session.RefreshToken)).Refused(400, "refresh_token_not_found");
        (await _client.SignInAsync("ada@example.com", "secret-1")).Refused(400, "invalid_credentials");
        (await _admin.SendAsync("GET", path, body: null)).Refused(404, "user_not_found");
        (await _admin.SendAsync("DELETE", "admin/users/not-a-uuid", body: null)).Refused(404, "user_not_found");
        (await _client.SignUpAsync("ada@example.com", "secret-1")).Ok();
    }

    [Fact(DisplayName = "[AU87] a softly deleted user leaves a row without a trace of the person, and frees the address")]
    public async Task Delete_Softly_KeepsTheRow()
    {
        var session = (await _client.SignUpAsync("ada@example.com", "secret-1", new() { ["display_name"] = "Ada" })).Ok();
        var path = $"admin/users/{session.User["id"]}";

        (await _admin.SendAsync("DELETE", path, new JsonObject { ["should_soft_delete"] = true })).Ok();

        (await _client.SendAsync("GET", "user", body: null, session.AccessToken)).Refused(403, "user_not_found");
        (await _client.RefreshAsync(session.RefreshToken)).Refused(400, "refresh_token_not_found");
        var left = (await _admin.SendAsync("GET", path, body: null)).Ok();
        Assert.NotNull(left.Json["deleted_at"]);
        Assert.DoesNotContain("ada@", left.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("{}", left.Json["user_metadata"]!.ToJsonString());
        (await _admin.SendAsync("PUT", path, new JsonObject { ["email"] = "back@example.com" })).Refused(404, "user_not_found");
        (await _client.SignUpAsync("ada@example.com", "secret-1")).Ok();
    }

    private Task<Answer> CreateAsync(string body) => _admin.SendAsync("POST", "admin/users", JsonNode.Parse(body));
}
