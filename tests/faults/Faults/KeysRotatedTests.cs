using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnAnotherServer>]
public sealed class KeysRotatedTests(OneServer server)
{
    [Fact]
    public async Task Keys_of_the_project_that_rotate_in_the_middle_of_a_chat_lose_nothing()
    {
        // 1. One key, and everybody has a token signed by it. It is new to the server too, which looks for it at once.
        var old = ProjectKeys.NewKey();
        server.Keys.Publish(old);
        var tokens = new MintedTokens(old) { Lifetime = TimeSpan.FromSeconds(3) };
        await using var run = await Run.StartAsync(
            server.Stage, surroundings: (_, usual) => usual with { Tokens = tokens });

        // 2. A second key is published, then signs, then is the only one: each next token of everybody's is of the new kind.
        var next = ProjectKeys.NewKey();
        server.Keys.Publish(old, next);
        tokens.Key = next;
        var joins = run.Clients.ToDictionary(client => client, client => client.Notebook.JoinCount);
        await Until.TrueAsync(() => run.Clients.All(client => client.IsLive && client.Notebook.JoinCount > joins[client]), run.Describe);
        server.Keys.Publish(next);
        await run.ProgressAsync();
        tokens.Lifetime = TimeSpan.FromHours(1);
        await run.EndAsync("Keys rotated");
    }
}
