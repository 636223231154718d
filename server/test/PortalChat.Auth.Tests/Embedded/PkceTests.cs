using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Embedded;

public sealed class PkceTests(SharedMailServer shared) : IClassFixture<SharedMailServer>, IAsyncLifetime
{
    private const string Verifier = "a-secret-that-only-the-asking-app-knows-0123456789";

    private static readonly string Challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    private Outbox _outbox = null!;
    private AuthServer _server = null!;
    private AuthClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _outbox = new Outbox(shared.OutboxFolder);
        _server = await shared.StartOverAsync();
        _client = _server.Client();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact(DisplayName = "[AU140] asked for with a challenge, a link brings a code that only the secret turns into a session, once")]
    public async Task Pkce_Code_IsExchanged()
    {
        var code = await SignUpAndFollowAsync();

        (await ExchangeAsync(code, "another-secret-of-somebody-else-0123456789-01234")).Refused(400, "bad_code_verifier");
        var session = (await ExchangeAsync(code, Verifier)).Ok();

        Assert.Equal("ada@example.com", session.User["email"]!.GetValue<string>());
        Assert.NotNull(session.User["email_confirmed_at"]);
        (await _client.SendAsync("GET", "user", body: null, session.AccessToken)).Ok();
        (await ExchangeAsync(code, Verifier)).Refused(404, "flow_state_not_found");
    }

    [Fact(DisplayName = "[AU140] of ten exchanges at once one gets a session")]
    public async Task Pkce_ManyAtOnce_OneWins()
    {
        var code = await SignUpAndFollowAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ExchangeAsync(code, Verifier)));

        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.Equal(1, await _server.Database.ScalarAsync<long>("select count(*) from auth.sessions"));
    }

    [Fact(DisplayName = "[AU141] a code ends after 5 minutes, and counts only once its link was followed")]
    public async Task Pkce_Code_Expires()
    {
        await SignUpAsync();
        var waiting = await _server.Database.ScalarAsync<string>("select auth_code from auth.flow_state");
        (await ExchangeAsync(waiting!, Verifier)).Refused(404, "flow_state_not_found");

        var code = await FollowAsync();
        Assert.Equal(waiting, code);
        await _server.Database.ExecuteAsync("update auth.flow_state set auth_code_issued_at = now() - interval '5 minutes'");
        (await ExchangeAsync(code, Verifier)).Refused(403, "flow_state_expired");
    }

    [Fact(DisplayName = "[AU140] recovery works likewise")]
    public async Task Pkce_Recovery_SetsAPassword()
    {
        await ExchangeAsync(await SignUpAndFollowAsync(), Verifier);
        (await _client.SendAsync("POST", "recover", new JsonObject
        {
            ["email"] = "ada@example.com",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "s256",
        })).Ok();

        var session = (await ExchangeAsync(await FollowAsync(), Verifier)).Ok();

        (await _client.SendAsync("PUT", "user", new JsonObject { ["password"] = "secret-2" }, session.AccessToken)).Ok();
        (await _client.SignInAsync("ada@example.com", "secret-2")).Ok();
    }

    [Theory(DisplayName = "[AU142] half a challenge, or a weak one, is refused")]
    [InlineData("", "s256")]
    [InlineData("short", "s256")]
    [InlineData("0123456789012345678901234567890123456789012345", "")]
    [InlineData("0123456789012345678901234567890123456789012345", "md5")]
    [InlineData("01234567890123456789012345678901234567890123 5", "s256")]
    public async Task Pkce_BadChallenge_IsRefused(string challenge, string method)
    {
        foreach (var path in new[] { "signup", "recover", "otp", "resend" })
        {
            (await _client.SendAsync("POST", path, new JsonObject
            {
                ["email"] = "ada@example.com",
                ["password"] = "secret-1",
                ["type"] = "signup",
                ["code_challenge"] = challenge,
                ["code_challenge_method"] = method,
            })).Refused(400, "validation_failed");
        }
    }

    private async Task<string> SignUpAndFollowAsync()
    {
        await SignUpAsync();
        return await FollowAsync();
    }

    private async Task SignUpAsync() => (await _client.SendAsync("POST", "signup", new JsonObject
    {
        ["email"] = "ada@example.com",
        ["password"] = "secret-1",
        ["code_challenge"] = Challenge,
        ["code_challenge_method"] = "s256",
    })).Ok();

    private async Task<string> FollowAsync()
    {
        var link = _outbox.Last("ada@example.com").Link;
        var answer = await _client.SendTextAsync("GET", link.PathAndQuery["/auth/v1/".Length..], body: null, bearer: null);
        Assert.Equal("", answer.Headers.Location!.Fragment);
        return QueryHelpers.ParseQuery(answer.Headers.Location.Query)["code"].ToString();
    }

    private Task<Answer> ExchangeAsync(string code, string verifier) =>
        _client.SendAsync("POST", "token?grant_type=pkce", new JsonObject { ["auth_code"] = code, ["code_verifier"] = verifier });
}
