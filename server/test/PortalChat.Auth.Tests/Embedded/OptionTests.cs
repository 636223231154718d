using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PortalChat.Auth.Tests.Support;
using PortalChat.Auth.Users;
using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Embedded;

public sealed class OptionTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "[AU29] with anonymous sign-ins on, an account needs no address, and can get one")]
    public async Task Anonymous_On_SignsIn()
    {
        await using var server = await AuthServer.StartAsync(postgres, options => options with { AnonymousSignIns = true });
        var client = server.Client();

        var session = (await client.SendAsync("POST", "signup", new JsonObject { ["data"] = new JsonObject { ["display_name"] = "Guest" } })).Ok();

        Assert.True(session.Claims["is_anonymous"]!.GetValue<bool>());
        Assert.Equal("anonymous", session.Claims["amr"]![0]!["method"]!.GetValue<string>());
        Assert.Equal("Guest", session.User["user_metadata"]!["display_name"]!.GetValue<string>());
        Assert.Equal("{}", session.User["app_metadata"]!.ToJsonString());
        Assert.Equal("authenticated", session.Claims["role"]!.GetValue<string>());
        Assert.True((await client.SendAsync("GET", "settings")).Json["external"]!["anonymous_users"]!.GetValue<bool>());

        (await client.SendAsync("PUT", "user", new JsonObject { ["email"] = "guest@example.com", ["password"] = "secret-1" }, session.AccessToken)).Ok();
        var refreshed = (await client.RefreshAsync(session.RefreshToken)).Ok();
        Assert.False(refreshed.Claims["is_anonymous"]!.GetValue<bool>());
        Assert.Equal("email", refreshed.Claims["app_metadata"]!["provider"]!.GetValue<string>());
        (await client.SignInAsync("guest@example.com", "secret-1")).Ok();
    }

    [Fact(DisplayName = "[AU30] with sign-up off nobody makes an account for himself; the operator does")]
    public async Task SignUp_Off_IsRefused()
    {
        await using var server = await AuthServer.StartAsync(postgres, options => options with { SignUp = false });

        (await server.Client().SignUpAsync("ada@example.com", "secret-1")).Refused(422, "signup_disabled");

        (await server.Admin().SendAsync("POST", "admin/users", new JsonObject { ["email"] = "ada@example.com", ["password"] = "secret-1", ["email_confirm"] = true })).Ok();
        (await server.Client().SignInAsync("ada@example.com", "secret-1")).Ok();
    }

    [Fact(DisplayName = "[AU88] seeds make accounts once; a second time changes nothing")]
    public async Task Directory_Create_IsSafeToRepeat()
    {
        await using var server = await AuthServer.StartAsync(postgres);
        var users = server.Services.GetRequiredService<UserDirectory>();

        var id = await users.CreateAsync("Grace@staff.example", "demo", new() { ["display_name"] = "Grace" }, new() { ["role"] = "gre" }, Stop);
        var again = await users.CreateAsync("grace@staff.example", "other", null, null, Stop);

        Assert.Null(again);
        var session = (await server.Client().SignInAsync("grace@staff.example", "demo")).Ok();
        Assert.Equal(id, session.User["id"]!.GetValue<Guid>());
        Assert.Equal("gre", session.Claims["app_metadata"]!["role"]!.GetValue<string>());
    }

    [Fact(DisplayName = "[AU110] no log line holds a token, key, password or e-mail address")]
    public async Task Logs_HoldNoSecret()
    {
        await using var server = await AuthServer.StartAsync(postgres);
        var client = server.Client();
        var session = (await client.SignUpAsync("ada@example.com", "pass-phrase-1")).Ok();
        await client.SignInAsync("ada@example.com", "pass-phrase-2");
        await client.SendAsync("GET", "user", body: null, session.AccessToken);
        await client.RefreshAsync(session.RefreshToken);
        await using (var spoil = server.Database.AuthAdmin.CreateCommand(
            "alter table auth.sessions add constraint no_more check (false) not valid"))
        {
            await spoil.ExecuteNonQueryAsync(Stop);
        }

        (await client.SignInAsync("ada@example.com", "pass-phrase-1")).Refused(500, "unexpected_failure");

        Assert.Contains(server.Logs.All, line => line.Contains("23514", StringComparison.Ordinal));
        foreach (var secret in new[] { "ada@example", "pass-phrase", session.AccessToken, session.RefreshToken, client.ApiKey, "eyJ" })
        {
            Assert.DoesNotContain(server.Logs.All, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact(DisplayName = "[AU111] while the database does not answer, the answer is 503, for which clients keep their session")]
    public async Task Database_Gone_Is503()
    {
        await using var server = await AuthServer.StartAsync(postgres);
        var client = server.Client();
        var session = (await client.SignUpAsync("ada@example.com", "secret-1")).Ok();
        var name = server.Database.Name;
        await using var elsewhere = Npgsql.NpgsqlDataSource.Create((await postgres.StartAsync()).Superuser("template1"));
        await using (var close = elsewhere.CreateCommand(
            $"alter database {name} with allow_connections false; select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"))
        {
            await close.ExecuteNonQueryAsync(Stop);
        }

        (await client.RefreshAsync(session.RefreshToken)).Refused(503, "unexpected_failure");

        await using var open = elsewhere.CreateCommand($"alter database {name} with allow_connections true");
        await open.ExecuteNonQueryAsync(Stop);
        (await client.RefreshAsync(session.RefreshToken)).Ok();
    }
}
