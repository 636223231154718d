using System.Net;
using System.Text.Json.Nodes;
using PortalChat.Host.Tests.Contract.Support;

namespace PortalChat.Host.Tests.Sessions;

/// <summary>[AU46] From when on a token is refused whose session has ended; a colleague's is the control.</summary>
[Collection(ContractCollection.Name)]
public sealed class EndedSessionsTests(ContractServer server)
{
    // A second passes before the server listens again.
    private const string StopListening =
        """
        select count(pg_terminate_backend(pid)) from pg_stat_activity
        where query = 'select session_id from _portalchat.ended_sessions'
        """;

    [Theory(DisplayName = "[AU46] [AU85] [AU86] [AU89] who ended a session finds it ended, although no notification has come yet")]
    [InlineData("own", "POST", "/auth/v1/logout", null)]
    [InlineData("service", "PUT", "/auth/v1/admin/users/$id", """{"password":"another-password"}""")]
    [InlineData("service", "PUT", "/auth/v1/admin/users/$id", """{"app_metadata":{"role":"player"}}""")]
    [InlineData("service", "DELETE", "/auth/v1/admin/users/$id", null)]
    public async Task End_WhileNobodyListens_HoldsFromTheAnswerOn(string caller, string method, string path, string? body)
    {
        var person = await server.NewPersonAsync("Ended", "gre");
        var colleague = await server.NewPersonAsync("Stays", "gre");
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(person)).Status);
        Assert.Equal(1, await server.ScalarAsync<long>(StopListening));

        var json = body is null ? null : JsonNode.Parse(body);
        path = path.Replace("$id", $"{person.Id}", StringComparison.Ordinal);
        var ended = caller == "own"
            ? await server.SendAsync(person, method, path, json)
            : await server.SendAsync(caller, method, path, json);
        var after = await ReadAsync(person);

        Assert.True(ended.IsOk, $"{ended}");
        Assert.Equal(HttpStatusCode.Unauthorized, after.Status);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(colleague)).Status);

        // The next case, and other tests, find it listening.
        while (await server.ScalarAsync<long>(StopListening.Replace("pg_terminate_backend(pid)", "*", StringComparison.Ordinal)) == 0)
        {
            await Task.Delay(20);
        }
    }

    private Task<RestAnswer> ReadAsync(ContractPerson person) =>
        server.SendAsync(person, "GET", "/rest/v1/chat_requests?select=id&limit=1");
}
