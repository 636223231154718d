using System.Net;
using System.Text.Json.Nodes;
using PortalChat.Host.Tests.Contract.Support;
using PortalChat.Realtime.Tests.Support;

namespace PortalChat.Host.Tests.Sessions;

/// <summary>
/// [AU89] What becomes of somebody who is signed in, over REST and live, when the operator changes his account; a colleague
/// whose account is left alone is the control.
/// </summary>
[Collection(ContractCollection.Name)]
public sealed class ChangedUsersTests(ContractServer server)
{
    [Theory(DisplayName = "[AU89] a ban, or a role that is taken away, ends what the person's tokens may do")]
    [InlineData("gre", """{"ban_duration":"24h"}""")]
    [InlineData(null, """{"ban_duration":"24h"}""")]
    [InlineData("gre", """{"app_metadata":{"role":null}}""")]
    [InlineData("gre_lead", """{"app_metadata":{"role":"gre"}}""")]
    public async Task Change_ThatTakesRights_EndsRequestsAndChannels(string? role, string change)
    {
        var person = await server.NewPersonAsync("Changed", role);
        var colleague = await server.NewPersonAsync("Unchanged", role);
        await using var his = await ListenAsync(person);
        await using var theirs = await ListenAsync(colleague);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(person)).Status);

        await ChangeAsync(person, change);

        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(person)).Status);
        await his.WaitAsync(message => message.Event is "phx_error" or "phx_close" && message.Topic == "realtime:mine");

        // The control.
        await theirs.SettleAsync();
        Assert.DoesNotContain(theirs.All, message => message.Event is "phx_error" or "phx_close");
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(colleague)).Status);
    }

    [Theory(DisplayName = "[AU89] a first role, a lifted ban and other metadata leave the sessions")]
    [InlineData(null, """{"app_metadata":{"role":"gre"}}""")]
    [InlineData("gre", """{"app_metadata":{"role":"gre","desk":"3"},"user_metadata":{"display_name":"New"}}""")]
    [InlineData("gre", """{"ban_duration":"none"}""")]
    public async Task Change_ThatTakesNothing_LeavesThem(string? role, string change)
    {
        var person = await server.NewPersonAsync("Stays", role);
        var before = await SessionsAsync(person);

        await ChangeAsync(person, change);

        Assert.Equal(1, before);
        Assert.Equal(before, await SessionsAsync(person));
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(person)).Status);
    }

    private Task<long> SessionsAsync(ContractPerson person) => server.ScalarAsync<long>(
        "select count(*) from auth.sessions where user_id = $1", person.Id);

    private async Task ChangeAsync(ContractPerson person, string change)
    {
        var changed = await server.SendAsync("service", "PUT", $"/auth/v1/admin/users/{person.Id}", JsonNode.Parse(change));
        Assert.True(changed.IsOk, $"{changed}");
    }

    private Task<RestAnswer> ReadAsync(ContractPerson person) =>
        server.SendAsync(person, "GET", "/rest/v1/chat_requests?select=id&limit=1");

    private async Task<TestClient> ListenAsync(ContractPerson person)
    {
        var client = await TestClient.ConnectAsync(server.Http.BaseAddress!, server.AnonKey, "2.0.0");
        await client.ListenAsync("mine", person.Token, new { @event = "*", schema = "public", table = "chat_requests" });
        return client;
    }
}
