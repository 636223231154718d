using System.Text.Json.Nodes;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Embedded;

/// <summary>What clients of other projects may ask for, and the answers that their code knows.</summary>
public sealed class AbsentTests(SharedMailServer shared) : IClassFixture<SharedMailServer>, IAsyncLifetime
{
    private const string Id = "6f9619ff-8b86-4011-b42d-00c04fc964ff";

    private AuthServer _server = null!;
    private AuthClient _client = null!;
    private string _token = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await shared.StartOverAsync();
        _client = _server.Client();
        (await _server.Admin().SendAsync("POST", "admin/users", new JsonObject
        {
            ["email"] = "ada@example.com",
            ["password"] = "secret-1",
            ["email_confirm"] = true,
            ["id"] = Id,
        })).Ok();
        _token = (await _client.SignInAsync("ada@example.com", "secret-1")).AccessToken;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory(DisplayName = "[AU150] what is not here is refused by its own code")]
    [InlineData("POST", "otp", """{"phone":"15551234567"}""", 400, "phone_provider_disabled")]
    [InlineData("POST", "magiclink", """{"phone":"15551234567"}""", 400, "phone_provider_disabled")]
    [InlineData("POST", "resend", """{"phone":"15551234567","type":"sms"}""", 400, "phone_provider_disabled")]
    [InlineData("POST", "signup", """{"phone":"15551234567","password":"secret-1"}""", 400, "phone_provider_disabled")]
    [InlineData("POST", "token?grant_type=password", """{"phone":"15551234567","password":"secret-1"}""", 400, "phone_provider_disabled")]
    [InlineData("POST", "verify", """{"phone":"15551234567","token":"123456","type":"sms"}""", 403, "otp_expired")]
    [InlineData("GET", "authorize?provider=github", null, 400, "validation_failed")]
    [InlineData("GET", "callback?code=1&state=2", null, 400, "bad_oauth_callback")]
    [InlineData("POST", "callback", null, 400, "bad_oauth_callback")]
    [InlineData("POST", "token?grant_type=id_token", """{"provider":"google","id_token":"x"}""", 400, "provider_disabled")]
    [InlineData("POST", "token?grant_type=web3", """{"chain":"solana"}""", 422, "web3_provider_disabled")]
    [InlineData("POST", "sso", """{"domain":"example.com"}""", 404, "saml_provider_disabled")]
    [InlineData("GET", "sso/saml/metadata", null, 404, "saml_provider_disabled")]
    [InlineData("POST", "sso/saml/acs", null, 404, "saml_provider_disabled")]
    public async Task OtherWaysToSignIn_AreRefused(string method, string path, string? body, int status, string code) =>
        (await _client.SendTextAsync(method, path, body, bearer: null)).Refused(status, code);

    [Theory(DisplayName = "[AU151] [AU152] linking and second factors are refused, to who is signed in")]
    [InlineData("GET", "user/identities/authorize?provider=github", null, 404, "manual_linking_disabled")]
    [InlineData("DELETE", "user/identities/" + Id, null, 404, "manual_linking_disabled")]
    [InlineData("POST", "factors", """{"factor_type":"totp","friendly_name":"a"}""", 422, "mfa_totp_enroll_not_enabled")]
    [InlineData("POST", "factors", """{"factor_type":"phone","phone":"1"}""", 422, "mfa_phone_enroll_not_enabled")]
    [InlineData("POST", "factors", """{"factor_type":"webauthn"}""", 422, "mfa_webauthn_enroll_not_enabled")]
    [InlineData("POST", "factors", """{"factor_type":"rune"}""", 400, "validation_failed")]
    [InlineData("POST", "factors/" + Id + "/challenge", "{}", 404, "mfa_factor_not_found")]
    [InlineData("POST", "factors/" + Id + "/verify", "{}", 404, "mfa_factor_not_found")]
    [InlineData("DELETE", "factors/" + Id, null, 404, "mfa_factor_not_found")]
    [InlineData("DELETE", "factors/1", null, 404, "validation_failed")]
    public async Task Factors_AndLinking_AreRefused(string method, string path, string? body, int status, string code)
    {
        (await _client.SendTextAsync(method, path, body, _token)).Refused(status, code);
        (await _client.SendTextAsync(method, path, body, bearer: null)).Refused(401, "no_authorization");
    }

    [Fact(DisplayName = "[AU151] [AU152] what one has is told: one identity, no factor")]
    public async Task Identities_AndFactors_AreListed()
    {
        var user = (await _client.SendAsync("GET", "user", bearer: _token)).Ok();
        var admin = _server.Admin();

        Assert.Equal("email", (string?)user.Json["identities"]!.AsArray().Single()!["provider"]);
        Assert.Equal("[]", (await admin.SendAsync("GET", $"admin/users/{Id}/factors")).Ok().Text);
        Assert.Equal("""{"items":[]}""", (await admin.SendAsync("GET", "admin/sso/providers")).Ok().Text);
        (await admin.SendAsync("DELETE", $"admin/users/{Id}/factors/{Id}")).Refused(404, "mfa_factor_not_found");
        (await _client.SendAsync("GET", $"admin/users/{Id}/factors", bearer: _token)).Refused(403, "not_admin");
    }
}
