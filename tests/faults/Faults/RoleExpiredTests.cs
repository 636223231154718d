using PortalChat.Faults.Tests.Clients;
using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

/// <summary>The same where tokens are a project's, which does not tell of sessions that end.</summary>
[Collection<OnAnotherServer>]
public sealed class RoleExpiredTests(OneServer server)
{
    [Fact]
    public async Task Gre_who_loses_his_role_sees_nothing_more_after_one_token()
    {
        var stage = server.Stage;
        await using var run = await Run.StartAsync(stage);
        var account = await stage.AddAccountAsync("Watcher", "gre");
        var tokens = new RoleOfNow(new MintedTokens(stage.Tokens.Key) { Lifetime = TimeSpan.FromSeconds(3) }) { Role = "gre" };
        await using var watcher = new ChatClient(
            account.Name, account, new Surroundings { Addresses = stage.Addresses, AnonKey = stage.AnonKey, Tokens = tokens });
        await Until.TrueAsync(() => watcher.IsLive && watcher.Record.Joins[^1].Count > 0, () => watcher.Trouble);

        // His next token says what he is by then; nobody tells the server of it.
        var joins = watcher.Notebook.JoinCount;
        tokens.Role = null;
        await Until.TrueAsync(() => watcher.IsLive && watcher.Notebook.JoinCount > joins, () => watcher.Trouble);
        await run.ProgressAsync(messages: 10);
        Assert.Empty(watcher.Record.Joins[^1]);
        Assert.NotEmpty(watcher.Record.Joins[0]);

        await run.EndAsync("GRE whose role ran out with his token");
    }

    private sealed class RoleOfNow(MintedTokens tokens) : ITokens
    {
        public string? Role { get; set; }

        public Task<string> TokenAsync(Account account, CancellationToken cancellationToken) =>
            tokens.TokenAsync(account with { Role = Role }, cancellationToken);
    }
}
