using System.Net;
using System.Text.Json.Nodes;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Embedded;

public sealed class RefreshTests(SharedAuthServer shared) : IClassFixture<SharedAuthServer>, IAsyncLifetime
{
    private AuthServer _server = null!;
    private AuthClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await shared.WithoutUsersAsync();
        _client = _server.Client();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact(DisplayName = "[AU40] a refresh gives a new access token and the next refresh token, in the same session")]
    public async Task Refresh_Gives_TheNextPair()
    {
        var first = await SignUpAsync();
        await _server.Admin().SendAsync(
            "PUT", $"admin/users/{first.User["id"]}", new JsonObject { ["app_metadata"] = new JsonObject { ["role"] = "gre" } });

        var second = (await _client.RefreshAsync(first.RefreshToken)).Ok();

        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.Equal(first.Claims["session_id"]!.GetValue<string>(), second.Claims["session_id"]!.GetValue<string>());
        Assert.Equal(first.Claims["amr"]!.ToJsonString(), second.Claims["amr"]!.ToJsonString());
        Assert.Null(first.Claims["app_metadata"]!["role"]);
        Assert.Equal("gre", second.Claims["app_metadata"]!["role"]!.GetValue<string>());
        (await _client.RefreshAsync(second.RefreshToken)).Ok();
    }

    [Fact(DisplayName = "[AU41] twenty refreshes of one token at once all get the same next token")]
    public async Task Refresh_TwentyAtOnce_GiveOneSuccessor()
    {
        var first = await SignUpAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _client.RefreshAsync(first.RefreshToken)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var next = Assert.Single(answers.Select(answer => answer.RefreshToken).Distinct());
        Assert.Equal(1, await CountAsync("not revoked"));
        Assert.Equal(2, await CountAsync("true"));
        (await _client.RefreshAsync(next)).Ok();
    }

    [Fact(DisplayName = "[AU42] the parent of the active token gets the active one, however late: its answer may have been lost")]
    public async Task Refresh_ByParent_GivesTheActive()
    {
        var first = await SignUpAsync();
        var second = (await _client.RefreshAsync(first.RefreshToken)).Ok();
        await AgeAsync();

        var again = (await _client.RefreshAsync(first.RefreshToken)).Ok();

        Assert.Equal(second.RefreshToken, again.RefreshToken);
    }

    [Fact(DisplayName = "[AU43] an older token within 10 s gets the active one")]
    public async Task Refresh_ByGrandparentInTime_GivesTheActive()
    {
        var first = await SignUpAsync();
        var second = (await _client.RefreshAsync(first.RefreshToken)).Ok();
        var third = (await _client.RefreshAsync(second.RefreshToken)).Ok();

        Assert.Equal(third.RefreshToken, (await _client.RefreshAsync(first.RefreshToken)).Ok().RefreshToken);
        Assert.Equal(1, await CountAsync("not revoked"));
    }

    [Fact(DisplayName = "[AU44] an older token after 10 s revokes the family: thief and owner have to sign in again")]
    public async Task Refresh_Reused_RevokesTheFamily()
    {
        var other = await SignUpAsync("other@example.com");
        var first = await SignUpAsync();
        var second = (await _client.RefreshAsync(first.RefreshToken)).Ok();
        var third = (await _client.RefreshAsync(second.RefreshToken)).Ok();
        await AgeAsync();

        (await _client.RefreshAsync(first.RefreshToken)).Refused(400, "refresh_token_already_used");
        (await _client.RefreshAsync(third.RefreshToken)).Refused(400, "refresh_token_already_used");
        (await _client.RefreshAsync(second.RefreshToken)).Refused(400, "refresh_token_already_used");

        (await _client.RefreshAsync(other.RefreshToken)).Ok();
    }

    [Theory(DisplayName = "[AU45] what is no refresh token is refused")]
    [InlineData("nonsense", "refresh_token_not_found")]
    [InlineData("", "validation_failed")]
    [InlineData("a'; drop table auth.users; --", "refresh_token_not_found")]
    [InlineData("\u0000", "validation_failed")]
    public async Task Refresh_Unknown_IsRefused(string token, string code)
    {
        (await _client.RefreshAsync(token)).Refused(400, code);
    }

    [Theory(DisplayName = "[AU46] sign-out ends the sessions of its scope, for refreshes and GET /user")]
    [InlineData("global", false, false)]
    [InlineData("local", false, true)]
    [InlineData("others", true, false)]
    public async Task SignOut_Ends_ItsScope(string scope, bool thisLives, bool otherLives)
    {
        var other = await SignUpAsync();
        var here = (await _client.SignInAsync("ada@example.com", "secret-1")).Ok();
        var stranger = await SignUpAsync("stranger@example.com");

        Assert.Equal(HttpStatusCode.NoContent, (await _client.SendAsync("POST", $"logout?scope={scope}", body: null, here.AccessToken)).Status);

        await AssertAsync(here, thisLives);
        await AssertAsync(other, otherLives);
        await AssertAsync(stranger, true);
    }

    [Fact(DisplayName = "[AU46] sign-out without a scope is global; an unknown scope is refused")]
    public async Task SignOut_Scopes()
    {
        var here = await SignUpAsync();

        (await _client.SendAsync("POST", "logout?scope=galaxy", body: null, here.AccessToken)).Refused(400, "validation_failed");
        await AssertAsync(here, true);
        await _client.SendAsync("POST", "logout", body: null, here.AccessToken);
        (await _client.SendAsync("POST", "logout", body: null, here.AccessToken)).Refused(403, "session_not_found");
    }

    [Fact(DisplayName = "[AU47] a refresh and a sign-out at once leave no session behind")]
    public async Task Refresh_DuringSignOut_LeavesNothing()
    {
        for (var round = 0; round < 10; round++)
        {
            var session = await SignUpAsync($"racer{round}@example.com");
            await Task.WhenAll(
                _client.RefreshAsync(session.RefreshToken),
                _client.SendAsync("POST", "logout?scope=local", body: null, session.AccessToken),
                _client.RefreshAsync(session.RefreshToken));
        }

        Assert.Equal(0, await CountAsync("true"));
        Assert.Equal(0, await _server.Database.ScalarAsync<long>("select count(*) from auth.sessions"));
    }

    [Fact(DisplayName = "[AU48] a session past its not_after is not refreshed")]
    public async Task Refresh_ExpiredSession_IsRefused()
    {
        var session = await SignUpAsync();
        await _server.Database.ExecuteAsync("update auth.sessions set not_after = now() - interval '1 second'");

        (await _client.RefreshAsync(session.RefreshToken)).Refused(400, "session_expired");
    }

    [Fact(DisplayName = "[AU49] used tokens are kept for 24 hours, not for ever")]
    public async Task Refresh_Prunes_OldTokens()
    {
        var session = await SignUpAsync();
        for (var turn = 0; turn < 3; turn++)
        {
            session = (await _client.RefreshAsync(session.RefreshToken)).Ok();
        }

        Assert.Equal(4, await CountAsync("true"));
        await AgeAsync("25 hours");
        (await _client.RefreshAsync(session.RefreshToken)).Ok();

        Assert.Equal(2, await CountAsync("true"));
    }

    private async Task<Answer> SignUpAsync(string email = "ada@example.com") =>
        (await _client.SignUpAsync(email, "secret-1")).Ok();

    private Task AgeAsync(string by = "11 seconds") =>
        _server.Database.ExecuteAsync($"update auth.refresh_tokens set updated_at = updated_at - interval '{by}'");

    private Task<long> CountAsync(string condition) =>
        _server.Database.ScalarAsync<long>($"select count(*) from auth.refresh_tokens where {condition}");

    private async Task AssertAsync(Answer session, bool lives)
    {
        var user = await _client.SendAsync("GET", "user", body: null, session.AccessToken);
        var refresh = await _client.RefreshAsync(session.RefreshToken);
        if (lives)
        {
            user.Ok();
            refresh.Ok();
        }
        else
        {
            user.Refused(403, "session_not_found");
            refresh.Refused(400, "refresh_token_not_found");
        }
    }
}
