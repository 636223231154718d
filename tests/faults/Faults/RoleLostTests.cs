using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PortalChat.Faults.Tests.Clients;
using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

/// <summary>A GRE who watches every chat, and is one no longer while they go on.</summary>
[Collection<OnOneInstallation>]
public sealed class RoleLostTests(OneInstallation installation)
{
    [Fact]
    public async Task Gre_who_loses_his_role_and_is_signed_out_sees_nothing_more_at_once()
    {
        var stage = installation.Stage;
        await using var run = await Run.StartAsync(stage);
        var account = await stage.AddAccountAsync("Watcher", "gre");
        var tokens = new LastToken(stage.Tokens);
        await using var watcher = new ChatClient(
            account.Name, account, new Surroundings { Addresses = stage.Addresses, AnonKey = stage.AnonKey, Tokens = tokens });

        // 1. He sees what is written, live and by asking.
        await Until.TrueAsync(() => watcher.IsLive, () => watcher.Trouble);
        await run.ProgressAsync();
        var seenAsGre = watcher.Record.Joins.Sum(join => join.Count);
        Assert.NotEqual(0, seenAsGre);

        // 2. The operator takes his role away and signs him out. His token has most of an hour to go.
        var token = tokens.Last!;
        await stage.AdminAsync(HttpMethod.Put, $"/auth/v1/admin/users/{account.Id}", new JsonObject
        {
            ["app_metadata"] = new JsonObject { ["role"] = null },
        });
        var joins = watcher.Notebook.JoinCount;
        await stage.ExecuteAsync($"delete from auth.sessions where user_id = '{account.Id}'");
        await Until.TrueAsync(async () => await StatusAsync(stage, token) == 401, () => "The token still counts.");

        // 3. He is back as the player that he now is, live, and sees nothing of what is written from then on.
        await Until.TrueAsync(() => watcher.IsLive && watcher.Notebook.JoinCount > joins, () => watcher.Trouble);
        var before = run.Clients.SelectMany(client => client.Record.Acknowledged).Select(message => message.Id).ToHashSet();
        await run.ProgressAsync(messages: 10);
        var after = run.Clients.SelectMany(client => client.Record.Acknowledged).Where(message => !before.Contains(message.Id));
        Assert.Empty(watcher.Record.Seen.Intersect(after));
        Assert.Empty(watcher.Record.Joins[^1]);
        Assert.Equal(0, (await watcher.GetAsync("/rest/v1/chat_messages?select=id")).Body.GetArrayLength());

        await run.EndAsync($"GRE signed out, after {seenAsGre} messages seen");
    }

    private static async Task<int> StatusAsync(Installation stage, string token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stage.Addresses[0], "/rest/v1/chat_messages?select=id&limit=1"));
        request.Headers.Add("apikey", stage.AnonKey);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
