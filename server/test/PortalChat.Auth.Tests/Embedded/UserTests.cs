using System.Text.Json.Nodes;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Embedded;

public sealed class UserTests(SharedAuthServer shared) : IClassFixture<SharedAuthServer>, IAsyncLifetime
{
    private AuthServer _server = null!;
    private AuthClient _client = null!;
    private Answer _session = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await shared.WithoutUsersAsync();
        _client = _server.Client();
        _session = (await _client.SignUpAsync("ada@example.com", "secret-1", new() { ["display_name"] = "Ada", ["city"] = "Ulm" })).Ok();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact(DisplayName = "[AU60] GET /user gives one's own account, in the shape of the token's answer")]
    public async Task Get_Gives_OwnAccount()
    {
        var user = (await GetAsync()).Ok();

        Assert.Equal(_session.User.ToJsonString(), user.Json.ToJsonString());
        Assert.DoesNotContain("encrypted_password", user.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("$2", user.Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "[AU61] GET /user is refused without a person's good token")]
    public async Task Get_WithoutPerson_IsRefused()
    {
        (await _client.SendTextAsync("GET", "user", body: null, bearer: null)).Refused(401, "no_authorization");
        (await _client.SendAsync("GET", "user")).Refused(403, "bad_jwt");
        (await _client.SendAsync("GET", "user", body: null, _server.Keys.ApiKeys.Anon)).Refused(403, "bad_jwt");
        (await _client.SendAsync("GET", "user", body: null, "x.y.z")).Refused(403, "bad_jwt");
        (await _client.SendAsync("GET", "user", body: null, _session.AccessToken + "x")).Refused(403, "bad_jwt");
        (await GetAsync()).Ok();
    }

    [Fact(DisplayName = "[AU62] PUT /user merges data key by key; null removes a key")]
    public async Task Put_Data_IsMerged()
    {
        var user = (await PutAsync("""{"data":{"display_name":"Ada L.","city":null,"level":{"n":1}}}""")).Ok().Json;

        var metadata = user["user_metadata"]!.AsObject();
        Assert.Equal("Ada L.", metadata["display_name"]!.GetValue<string>());
        Assert.False(metadata.ContainsKey("city"));
        Assert.Equal(1, metadata["level"]!["n"]!.GetValue<int>());
        Assert.Equal("Ada L.", (await _client.RefreshAsync(_session.RefreshToken)).Ok().Claims["user_metadata"]!["display_name"]!.GetValue<string>());
    }

    [Fact(DisplayName = "[AU62] of twenty merges at once none is lost; together they may not pass the limit")]
    public async Task Put_Concurrent_LosesNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => PutAsync($$$"""{"data":{"k{{{n}}}":{{{n}}}}}""")));
        var metadata = (await GetAsync()).Ok().Json["user_metadata"]!.AsObject();
        Assert.All(Enumerable.Range(0, 20), n => Assert.Equal(n, metadata[$"k{n}"]!.GetValue<int>()));

        (await PutAsync($$$"""{"data":{"a":"{{{new string('x', 5_000)}}}"}}""")).Ok();
        (await PutAsync($$$"""{"data":{"b":"{{{new string('x', 5_000)}}}"}}""")).Refused(400, "validation_failed");
    }

    [Fact(DisplayName = "[AU63] a new password ends every other session and the old password")]
    public async Task Put_Password_EndsOtherSessions()
    {
        var other = (await _client.SignInAsync("ada@example.com", "secret-1")).Ok();

        (await PutAsync("""{"password":"secret-2"}""")).Ok();

        (await GetAsync()).Ok();
        (await _client.SendAsync("GET", "user", body: null, other.AccessToken)).Refused(403, "session_not_found");
        (await _client.SignInAsync("ada@example.com", "secret-1")).Refused(400, "invalid_credentials");
        (await _client.SignInAsync("ada@example.com", "secret-2")).Ok();
    }

    [Fact(DisplayName = "[AU63] the same password, a weak or an overlong one is refused")]
    public async Task Put_BadPassword_IsRefused()
    {
        (await PutAsync("""{"password":"secret-1"}""")).Refused(422, "same_password");
        var weak = await PutAsync("""{"password":"12345"}""");
        weak.Refused(422, "weak_password");
        Assert.Equal("length", weak.Json["weak_password"]!["reasons"]![0]!.GetValue<string>());
        (await PutAsync($$"""{"password":"{{new string('x', 73)}}"}""")).Refused(400, "validation_failed");
        (await PutAsync($$"""{"password":"{{new string('x', 72)}}"}""")).Ok();
        (await _client.SignInAsync("ada@example.com", new string('x', 73))).Refused(400, "invalid_credentials");
    }

    [Fact(DisplayName = "[AU64] a new e-mail address signs in, the old one no longer; another's is refused")]
    public async Task Put_Email_Moves()
    {
        await _client.SignUpAsync("taken@example.com", "secret-1");

        (await PutAsync("""{"email":"taken@example.com"}""")).Refused(422, "email_exists");
        (await PutAsync("""{"email":"not an address"}""")).Refused(400, "validation_failed");
        var user = (await PutAsync("""{"email":"New@example.com"}""")).Ok().Json;

        Assert.Equal("new@example.com", user["email"]!.GetValue<string>());
        Assert.Equal("new@example.com", user["identities"]![0]!["email"]!.GetValue<string>());
        (await _client.SignInAsync("new@example.com", "secret-1")).Ok();
        (await _client.SignInAsync("ada@example.com", "secret-1")).Refused(400, "invalid_credentials");
    }

    private Task<Answer> GetAsync() => _client.SendAsync("GET", "user", body: null, _session.AccessToken);

    private Task<Answer> PutAsync(string body) => _client.SendAsync("PUT", "user", JsonNode.Parse(body), _session.AccessToken);
}
