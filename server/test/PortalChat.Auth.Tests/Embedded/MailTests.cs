using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using PortalChat.Auth.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Embedded;

public sealed class MailTests(SharedMailServer shared, PostgresFixture postgres)
    : IClassFixture<SharedMailServer>, IAsyncLifetime
{
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

    [Fact(DisplayName = "[AU120] without auto-confirm sign-up gives no session; the mail's link confirms and signs in, once")]
    public async Task SignUp_IsConfirmed_ByLink()
    {
        var user = (await _client.SignUpAsync("ada@example.com", "secret-1")).Ok();
        Assert.Null(user.Json["access_token"]);
        Assert.NotNull(user.Json["confirmation_sent_at"]);
        (await _client.SignInAsync("ada@example.com", "secret-1")).Refused(400, "email_not_confirmed");
        (await _client.SignInAsync("ada@example.com", "secret-2")).Refused(400, "invalid_credentials");

        var mail = _outbox.Last("ada@example.com");
        var fragment = await FollowAsync(mail.Link);

        Assert.Equal("signup", fragment["type"]);
        Assert.DoesNotContain(_server.Logs.All, line => line.Contains(fragment["access_token"], StringComparison.Ordinal));
        Assert.Equal("bearer", fragment["token_type"]);
        (await _client.SendAsync("GET", "user", body: null, fragment["access_token"])).Ok();
        (await _client.RefreshAsync(fragment["refresh_token"])).Ok();
        (await _client.SignInAsync("ada@example.com", "secret-1")).Ok();
        Assert.Equal("otp_expired", (await FollowAsync(mail.Link))["error_code"]);
    }

    [Fact(DisplayName = "[AU121] the mail's code does the same, for its address and purpose only")]
    public async Task SignUp_IsConfirmed_ByCode()
    {
        await _client.SignUpAsync("ada@example.com", "secret-1");
        await _client.SignUpAsync("eve@example.com", "secret-1");
        var code = _outbox.Last("ada@example.com").Code;

        (await VerifyAsync("eve@example.com", code, "signup")).Refused(403, "otp_expired");
        (await VerifyAsync("ada@example.com", code, "recovery")).Refused(403, "otp_expired");
        (await VerifyAsync("ada@example.com", code, "nonsense")).Refused(400, "validation_failed");
        var session = (await VerifyAsync("Ada@example.com", code, "email")).Ok();

        Assert.Equal("otp", session.Claims["amr"]![0]!["method"]!.GetValue<string>());
        Assert.NotNull(session.User["email_confirmed_at"]);
        (await VerifyAsync("ada@example.com", code, "email")).Refused(403, "otp_expired");
    }

    [Fact(DisplayName = "[AU122] a forgotten password is replaced by way of the mail; every session of before ends")]
    public async Task Recover_Replaces_ThePassword()
    {
        var before = await ConfirmedAsync("ada@example.com");

        Assert.Equal("{}", (await _client.SendAsync("POST", "recover", new JsonObject { ["email"] = "ada@example.com" })).Ok().Text);
        var session = (await _client.SendAsync("POST", "verify", new JsonObject
        {
            ["type"] = "recovery",
            ["token_hash"] = _outbox.Last("ada@example.com").Token,
        })).Ok();
        (await _client.SendAsync("PUT", "user", new JsonObject { ["password"] = "secret-2" }, session.AccessToken)).Ok();

        (await _client.SignInAsync("ada@example.com", "secret-2")).Ok();
        (await _client.SignInAsync("ada@example.com", "secret-1")).Refused(400, "invalid_credentials");
        (await _client.RefreshAsync(before.RefreshToken)).Refused(400, "refresh_token_not_found");
    }

    [Fact(DisplayName = "[AU123] asking for a mail tells nobody who has an account")]
    public async Task Mail_ForUnknown_LooksTheSame()
    {
        var known = await ConfirmedAsync("ada@example.com");
        var sent = _outbox.Files.Count;

        foreach (var (path, type) in new[] { ("recover", null), ("resend", "signup") })
        {
            var unknownAnswer = await _client.SendAsync("POST", path, new JsonObject { ["email"] = "nobody@example.com", ["type"] = type });
            var knownAnswer = await _client.SendAsync("POST", path, new JsonObject { ["email"] = "ada@example.com", ["type"] = type });
            Assert.Equal(knownAnswer.Ok().Text, unknownAnswer.Ok().Text);
        }

        Assert.Equal(sent + 1, _outbox.Files.Count);
        var again = (await _client.SignUpAsync("ada@example.com", "another-1")).Ok();
        Assert.NotEqual(known.User["id"]!.GetValue<string>(), again.Json["id"]!.GetValue<string>());
        (await _client.SignInAsync("ada@example.com", "another-1")).Refused(400, "invalid_credentials");
    }

    [Fact(DisplayName = "[AU124] a new address counts once it is confirmed; the old one is told")]
    public async Task Email_Changes_OnceConfirmed()
    {
        var session = await ConfirmedAsync("ada@example.com");
        await ConfirmedAsync("taken@example.com");

        (await PutEmailAsync("taken@example.com")).Refused(422, "email_exists");
        var asked = (await PutEmailAsync("new@example.com")).Ok().Json;
        Assert.Equal("ada@example.com", asked["email"]!.GetValue<string>());
        Assert.Equal("new@example.com", asked["new_email"]!.GetValue<string>());
        Assert.Contains("about to change", _outbox.Last("ada@example.com").Text, StringComparison.Ordinal);

        await FollowAsync(_outbox.Last("new@example.com").Link);

        var user = (await _client.SendAsync("GET", "user", body: null, session.AccessToken)).Ok().Json.AsObject();
        Assert.Equal("new@example.com", user["email"]!.GetValue<string>());
        Assert.False(user.ContainsKey("new_email"));
        Assert.Equal("new@example.com", user["identities"]![0]!["email"]!.GetValue<string>());
        (await _client.SignInAsync("new@example.com", "secret-1")).Ok();

        Task<Answer> PutEmailAsync(string email) =>
            _client.SendAsync("PUT", "user", new JsonObject { ["email"] = email }, session.AccessToken);
    }

    [Fact(DisplayName = "[AU125] a one-time code signs in, and makes an account where that is wished")]
    public async Task Otp_SignsIn()
    {
        (await _client.SendAsync("POST", "otp", new JsonObject { ["email"] = "ada@example.com", ["create_user"] = false })).Refused(422, "otp_disabled");
        (await _client.SendAsync("POST", "otp", new JsonObject { ["email"] = "ada@example.com", ["data"] = new JsonObject { ["display_name"] = "Ada" } })).Ok();
        var first = (await VerifyAsync("ada@example.com", _outbox.Last("ada@example.com").Code, "email")).Ok();
        Assert.Equal("Ada", first.User["user_metadata"]!["display_name"]!.GetValue<string>());

        (await _client.SendAsync("POST", "otp", new JsonObject { ["email"] = "ada@example.com", ["create_user"] = false })).Ok();
        (await VerifyAsync("ada@example.com", _outbox.Last("ada@example.com").Code, "email")).Ok();
        Assert.Equal("magiclink", (await OtpLinkAsync())["type"]);

        async Task<Dictionary<string, string>> OtpLinkAsync()
        {
            await _client.SendAsync("POST", "otp", new JsonObject { ["email"] = "ada@example.com" });
            return await FollowAsync(_outbox.Last("ada@example.com").Link);
        }
    }

    [Fact(DisplayName = "[AU126] a newer mail of its kind, an hour, or its first use end a token; of many uses at once one wins")]
    public async Task Token_Works_Once()
    {
        await _client.SignUpAsync("ada@example.com", "secret-1");
        var older = _outbox.Last("ada@example.com");
        (await _client.SendAsync("POST", "resend", new JsonObject { ["type"] = "signup", ["email"] = "ada@example.com" })).Ok();
        var newer = _outbox.Last("ada@example.com");
        Assert.NotEqual(older.Token, newer.Token);
        Assert.Equal("otp_expired", (await FollowAsync(older.Link))["error_code"]);

        await _server.Database.ExecuteAsync("update auth.one_time_tokens set created_at = created_at - interval '61 minutes'");
        Assert.Equal("otp_expired", (await FollowAsync(newer.Link))["error_code"]);
        await _server.Database.ExecuteAsync("update auth.one_time_tokens set created_at = created_at + interval '60 minutes'");

        var uses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => FollowAsync(newer.Link)));
        Assert.Single(uses, use => use.ContainsKey("access_token"));
        Assert.Equal(1, await _server.Database.ScalarAsync<long>("select count(*) from auth.sessions"));
    }

    [Theory(DisplayName = "[AU127] links lead to one's own sites only, whatever is asked for")]
    [InlineData("https://players.example/reset?x=1", "https://players.example/reset?x=1")]
    [InlineData("https://staff.example/staff", "https://staff.example/staff")]
    [InlineData("http://127.0.0.1:8080/player", "http://127.0.0.1:8080/player")]
    [InlineData("https://evil.example/", "https://players.example/player")]
    [InlineData("https://players.example.evil.example/", "https://players.example/player")]
    [InlineData("https://players.example@evil.example/", "https://players.example/player")]
    [InlineData("http://players.example/", "https://players.example/player")]
    [InlineData("https://players.example:444/", "https://players.example/player")]
    [InlineData("//evil.example", "https://players.example/player")]
    [InlineData("javascript:alert(1)", "https://players.example/player")]
    [InlineData("", "https://players.example/player")]
    public async Task Link_Leads_Home(string wished, string expected)
    {
        await ConfirmedAsync("ada@example.com");
        await _client.SendAsync(
            "POST", $"recover?redirect_to={Uri.EscapeDataString(wished)}", new JsonObject { ["email"] = "ada@example.com" });
        var link = _outbox.Last("ada@example.com").Link;

        Assert.Equal(expected, QueryHelpers.ParseQuery(link.Query)["redirect_to"].ToString());
        var forged = new Uri(QueryHelpers.AddQueryString(
            link.GetLeftPart(UriPartial.Path),
            new Dictionary<string, string?> { ["token"] = "x", ["type"] = "recovery", ["redirect_to"] = wished }));
        Assert.StartsWith(expected, (await LocationAsync(forged)).AbsoluteUri, StringComparison.Ordinal);
        Assert.StartsWith(expected, (await LocationAsync(link)).AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "[AU128] the operator invites, again while nobody has come; the link makes the account the person's")]
    public async Task Invite_LetsIn()
    {
        var admin = _server.Admin();
        (await _client.SendAsync("POST", "invite", new JsonObject { ["email"] = "ada@example.com" })).Refused(403, "not_admin");

        var invited = (await admin.SendAsync("POST", "invite", JsonNode.Parse("""{"email":"ada@example.com","data":{"display_name":"Ada"}}"""))).Ok();
        Assert.NotNull(invited.Json["invited_at"]);
        (await admin.SendAsync("POST", "invite", new JsonObject { ["email"] = "ada@example.com" })).Ok();
        var fragment = await FollowAsync(_outbox.Last("ada@example.com").Link);
        (await _client.SendAsync("PUT", "user", new JsonObject { ["password"] = "secret-1" }, fragment["access_token"])).Ok();

        Assert.Equal("Ada", (await _client.SignInAsync("ada@example.com", "secret-1")).Ok().User["user_metadata"]!["display_name"]!.GetValue<string>());
        (await admin.SendAsync("POST", "invite", new JsonObject { ["email"] = "ada@example.com" })).Refused(422, "email_exists");
    }

    [Fact(DisplayName = "[AU129] the operator gets links to send by himself")]
    public async Task GenerateLink_Gives_ALink()
    {
        var admin = _server.Admin();
        (await admin.SendAsync("POST", "admin/generate_link", new JsonObject { ["type"] = "recovery", ["email"] = "ada@example.com" })).Refused(404, "user_not_found");
        (await admin.SendAsync("POST", "admin/generate_link", new JsonObject { ["type"] = "signup", ["email"] = "ada@example.com" })).Refused(400, "validation_failed");
        (await _client.SendAsync("POST", "admin/generate_link", new JsonObject { ["type"] = "signup", ["email"] = "ada@example.com" })).Refused(403, "not_admin");

        var signUp = (await admin.SendAsync("POST", "admin/generate_link", new JsonObject { ["type"] = "signup", ["email"] = "ada@example.com", ["password"] = "secret-1" })).Ok().Json;
        Assert.Equal("signup", (await FollowAsync(new Uri(signUp["action_link"]!.GetValue<string>())))["type"]);
        var recovery = (await admin.SendAsync("POST", "admin/generate_link", new JsonObject { ["type"] = "recovery", ["email"] = "ada@example.com" })).Ok().Json;
        (await VerifyAsync("ada@example.com", recovery["email_otp"]!.GetValue<string>(), "recovery")).Ok();

        Assert.Empty(_outbox.Files);
    }

    [Fact(DisplayName = "[AU130] ten wrong codes for an address, and its right one does not count either; its link does")]
    public async Task Code_Guessed_IsLimited()
    {
        await using var server = await AuthServer.StartAsync(postgres, options => options with
        {
            MailOutbox = shared.OutboxFolder,
            AutoConfirm = false,
            RateLimits = options.RateLimits with { Code = new Auth.Embedded.Limits.RateLimit(10, TimeSpan.FromHours(1)) },
        });
        var client = server.Client();
        await client.SignUpAsync("guessed@example.com", "secret-1");
        var mail = _outbox.Last("guessed@example.com");
        for (var n = 0; n < 10; n++)
        {
            var wrong = ((int.Parse(mail.Code) + n + 1) % 1_000_000).ToString("D6");
            (await client.SendAsync("POST", "verify", Body(wrong))).Refused(403, "otp_expired");
        }

        (await client.SendAsync("POST", "verify", Body(mail.Code))).Refused(429, "over_request_rate_limit");
        (await client.SendAsync("POST", "verify", new JsonObject { ["type"] = "signup", ["token_hash"] = mail.Token })).Ok();

        static JsonObject Body(string code) => new() { ["type"] = "signup", ["email"] = "guessed@example.com", ["token"] = code };
    }

    [Fact(DisplayName = "[AU131] the same mail is not sent twice within its interval")]
    public async Task Mail_TooSoon_Is429()
    {
        await using var server = await AuthServer.StartAsync(
            postgres, options => options with { MailOutbox = shared.OutboxFolder });
        var client = server.Client();
        await client.SignUpAsync("ada@example.com", "secret-1");

        (await client.SendAsync("POST", "recover", new JsonObject { ["email"] = "ada@example.com" })).Ok();
        (await client.SendAsync("POST", "recover", new JsonObject { ["email"] = "ada@example.com" })).Refused(429, "over_email_send_rate_limit");
    }

    [Fact(DisplayName = "[AU132] without an outbox what needs a mail is refused")]
    public async Task NoOutbox_IsRefused()
    {
        await using var server = await AuthServer.StartAsync(postgres);

        (await server.Client().SendAsync("POST", "recover", new JsonObject { ["email"] = "ada@example.com" })).Refused(422, "email_provider_disabled");
        (await server.Admin().SendAsync("POST", "invite", new JsonObject { ["email"] = "ada@example.com" })).Refused(422, "email_provider_disabled");
    }

    [Fact(DisplayName = "[AU133] mails are files that only their owner can read; the database holds no token that a link carries")]
    public async Task Outbox_IsForTheOwner()
    {
        await _client.SignUpAsync("ada@example.com", "secret-1");
        var token = _outbox.Last("ada@example.com").Token;

        foreach (var file in _outbox.Files)
        {
            Assert.True(
                OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        Assert.Equal(1, await _server.Database.ScalarAsync<long>("select count(*) from auth.one_time_tokens"));
        Assert.Equal(0, await _server.Database.ScalarAsync<long>("select count(*) from auth.one_time_tokens where token_hash = $1", token));
    }

    private async Task<Answer> ConfirmedAsync(string email)
    {
        await _client.SignUpAsync(email, "secret-1");
        await FollowAsync(_outbox.Last(email).Link);
        return (await _client.SignInAsync(email, "secret-1")).Ok();
    }

    private Task<Answer> VerifyAsync(string email, string code, string type) =>
        _client.SendAsync("POST", "verify", new JsonObject { ["email"] = email, ["token"] = code, ["type"] = type });

    private async Task<Dictionary<string, string>> FollowAsync(Uri link) =>
        QueryHelpers.ParseQuery((await LocationAsync(link)).Fragment[1..]).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    /// <summary>Follows a link as a browser does, without an API key, and says where it leads.</summary>
    private async Task<Uri> LocationAsync(Uri link)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = _server.Address };
        using var response = await browser.GetAsync(link.PathAndQuery);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return response.Headers.Location!;
    }
}
