using System.Text.Json.Nodes;
using PortalChat.Auth.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Embedded;

public sealed class ReauthenticationTests(PostgresFixture postgres)
{
    [Fact(DisplayName = "[AU65] a new password in an old session needs the code of a mail, which counts once and signs nobody in")]
    public async Task Password_InAnOldSession_NeedsACode()
    {
        using var directory = new TemporaryDirectory();
        await using var server = await StartAsync(directory, isNeeded: true);
        var outbox = new Outbox(directory.File("outbox"));
        var client = server.Client();
        var session = (await client.SignUpAsync("ada@example.com", "secret-1")).Ok();
        (await PutAsync("secret-2", nonce: null)).Ok();

        await server.Database.ExecuteAsync("update auth.sessions set created_at = now() - interval '25 hours'");
        (await PutAsync("secret-3", nonce: null)).Refused(400, "reauthentication_needed");
        (await client.SendAsync("GET", "reauthenticate", bearer: session.AccessToken)).Ok();
        var mail = outbox.Last("ada@example.com");
        Assert.DoesNotContain("http", mail.Text, StringComparison.Ordinal);
        foreach (var type in (string[])["email", "recovery", "magiclink", "reauthentication"])
        {
            var verify = new JsonObject { ["email"] = "ada@example.com", ["token"] = mail.Code, ["type"] = type };
            Assert.InRange((int)(await client.SendAsync("POST", "verify", verify)).Status, 400, 403);
        }

        (await PutAsync("secret-3", Wrong(mail.Code))).Refused(422, "reauthentication_not_valid");
        (await PutAsync("secret-2", mail.Code)).Refused(422, "same_password");
        (await PutAsync("secret-3", mail.Code)).Ok();
        (await PutAsync("secret-4", mail.Code)).Refused(422, "reauthentication_not_valid");
        (await client.SignInAsync("ada@example.com", "secret-3")).Ok();

        Task<Answer> PutAsync(string password, string? nonce) => client.SendAsync(
            "PUT", "user", new JsonObject { ["password"] = password, ["nonce"] = nonce }, session.AccessToken);
    }

    [Fact(DisplayName = "[AU65] by default none is needed; the code is sent all the same, to who is signed in and has an address")]
    public async Task Password_ByDefault_NeedsNoCode()
    {
        using var directory = new TemporaryDirectory();
        await using var server = await StartAsync(directory, isNeeded: false);
        var client = server.Client();
        var session = (await client.SignUpAsync("ada@example.com", "secret-1")).Ok();
        var nobody = (await client.SendAsync("POST", "signup", new JsonObject())).Ok();
        await server.Database.ExecuteAsync("update auth.sessions set created_at = now() - interval '25 hours'");

        (await client.SendAsync("PUT", "user", new JsonObject { ["password"] = "secret-2" }, session.AccessToken)).Ok();
        (await client.SendAsync("GET", "reauthenticate", bearer: session.AccessToken)).Ok();
        (await client.SendAsync("GET", "reauthenticate", bearer: nobody.AccessToken)).Refused(422, "validation_failed");
        (await client.SendTextAsync("GET", "reauthenticate", null, bearer: null)).Refused(401, "no_authorization");
    }

    private static string Wrong(string code) => code == "000000" ? "000001" : "000000";

    private Task<AuthServer> StartAsync(TemporaryDirectory directory, bool isNeeded) =>
        AuthServer.StartAsync(postgres, options => options with
        {
            MailOutbox = directory.File("outbox"),
            AnonymousSignIns = true,
            ReauthenticateForPassword = isNeeded,
        });
}
