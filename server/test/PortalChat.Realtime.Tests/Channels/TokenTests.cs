using PortalChat.Auth.Callers;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Channels;

public sealed class TokenTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;
    private TestPerson _alice = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
        _alice = await _database.CreatePersonAsync("Alice");
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact] // [RT13]
    public async Task AnExpiredToken_EndsItsChannelWithPhxError_AndNoOther()
    {
        await using var client = await _realtime.ConnectAsync();
        await client.JoinAsync("lasting", token: _realtime.Callers.TokenOf(_alice, DateTimeOffset.UtcNow.AddHours(1)));
        var join = await client.JoinAsync("brief", token: _realtime.Callers.TokenOf(_alice, DateTimeOffset.UtcNow.AddSeconds(1)));
        Assert.Equal("ok", (string?)join.Payload!["status"]);
        var error = await client.WaitAsync(message => message.Event == "phx_error");
        Assert.Equal(("realtime:brief", join.Ref), (error.Topic, error.JoinRef));
        var system = await client.WaitAsync(message => message.Event == "system");
        Assert.Matches("^Token has expired [0-9]+ seconds ago$", (string?)system.Payload!["message"]);
        await client.SettleAsync();
        Assert.DoesNotContain(client.All, message => message.Event is "phx_error" or "phx_close" && message.Topic == "realtime:lasting");

        var again = await client.JoinAsync("brief", token: _realtime.Callers.TokenOf(_alice));
        Assert.Equal("ok", (string?)again.Payload!["status"]);
    }

    [Theory] // [RT11]
    [InlineData(TokenFault.Malformed, "MalformedJWT: The token provided is not a valid JWT")]
    [InlineData(TokenFault.BadSignature, "JwtSignatureError: Failed to validate JWT signature")]
    [InlineData(TokenFault.BadClaims, "InvalidJWTToken: Fields `role` and `exp` are required in JWT")]
    [InlineData(TokenFault.Expired, "InvalidJWTToken: Token has expired")]
    public async Task Join_WithABadToken_IsRefusedWithUpstreamsCode(TokenFault fault, string reason)
    {
        await using var client = await _realtime.ConnectAsync();
        var reply = await client.JoinAsync("room", token: _realtime.Callers.BadToken(fault, "Token has expired"));
        Assert.Equal("error", (string?)reply.Payload!["status"]);
        Assert.Equal(reason, (string?)reply.Payload["response"]!["reason"]);
    }

    [Fact] // [RT11]
    public async Task Join_WithATokenThatHasExpired_IsRefused()
    {
        await using var client = await _realtime.ConnectAsync();
        var token = _realtime.Callers.TokenOf(_alice, DateTimeOffset.UtcNow.AddSeconds(-5));
        var reply = await client.JoinAsync("room", token: token);
        Assert.StartsWith("InvalidJWTToken: Token has expired ", (string?)reply.Payload!["response"]!["reason"]);
    }

    [Fact] // [RT14]
    public async Task AJoinWithThePublicKey_ToATableForUsers_IsRefused_SoThatTheClientComesBackWithTheUsersToken()
    {
        await using var client = await _realtime.ConnectAsync();
        var all = new { @event = "*", schema = "public", table = "chat_requests" };
        var refused = await client.JoinAsync("chats", new { postgres_changes = new[] { all } });
        Assert.Equal("error", (string?)refused.Payload!["status"]);
        Assert.StartsWith("Unauthorized: ", (string?)refused.Payload["response"]!["reason"]);
        await client.ListenAsync("chats", _realtime.Callers.TokenOf(_alice), all);
    }

    [Fact] // [RT14] [RT12]
    public async Task AJoinUnderTheFirstSerializer_ToATableForUsers_Stands_AndCountsFromTheTokenOn()
    {
        await using var client = await _realtime.ConnectAsync(version: "1.0.0");
        var all = new { @event = "*", schema = "public", table = "chat_requests" };
        var joined = await client.JoinAsync("chats", new { postgres_changes = new[] { all } });
        Assert.Equal("ok", (string?)joined.Payload!["status"]);
        var before = await client.WaitAsync(message => message.Event == "system");
        Assert.Equal("error", (string?)before.Payload!["status"]);

        await client.PushAsync("realtime:chats", "access_token", new { access_token = _realtime.Callers.TokenOf(_alice) }, "1");
        await client.WaitAsync(message => (string?)message.Payload?["message"] == "Subscribed to PostgreSQL");
    }

    [Fact] // [RT12]
    public async Task ATokenOfAnotherRole_ListensToWhatThatRoleMayHave()
    {
        await _database.ExecuteAsync(
            """
            create table public.jobs (id int primary key);
            revoke all on public.jobs from anon, authenticated;
            alter publication supabase_realtime add table public.jobs;
            """);
        await using var client = await _realtime.ConnectAsync();
        var all = new { @event = "*", schema = "public", table = "jobs" };
        await client.JoinAsync("jobs", new { postgres_changes = new[] { all } }, _realtime.Callers.TokenOf(_alice));
        var before = await client.WaitAsync(message => message.Event == "system");
        Assert.Equal("error", (string?)before.Payload!["status"]);

        await client.PushAsync("realtime:jobs", "access_token", new { access_token = _realtime.Callers.ServiceToken() }, "1");
        await client.WaitAsync(message => (string?)message.Payload?["message"] == "Subscribed to PostgreSQL");
        await _database.ExecuteAsync("insert into public.jobs values (1)");
        await client.ChangeAsync();
    }

    [Fact] // [RT12]
    public async Task ABadTokenLater_EndsTheChannel_AnApiKeyInItsPlaceDoesNot()
    {
        await using var client = await _realtime.ConnectAsync();
        await client.JoinAsync("room", token: _realtime.Callers.TokenOf(_alice));
        await client.PushAsync("realtime:room", "access_token", new { access_token = TestCallers.AnonKey }, "1");
        await client.PushAsync("realtime:room", "access_token", new { access_token = (string?)null }, "1");
        await client.SettleAsync();
        Assert.DoesNotContain(client.All, message => message.Event is "phx_error" or "phx_close");

        await client.PushAsync("realtime:room", "access_token",
            new { access_token = _realtime.Callers.BadToken(TokenFault.BadSignature, "") }, "1");
        await client.WaitAsync(message => message.Event == "phx_close");
        var system = await client.WaitAsync(message => message.Event == "system");
        Assert.Equal(("system", "error", "Failed to validate JWT signature"),
            ((string?)system.Payload!["extension"], (string?)system.Payload["status"], (string?)system.Payload["message"]));
    }
}
