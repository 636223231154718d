using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnAnotherServer>]
public sealed class TokensExpiringTests(OneServer server)
{
    /// <summary>So long does the verifier take a token after its end, for clocks that differ [AU5].</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Tokens_that_run_out_in_the_middle_of_a_chat_lose_nothing()
    {
        var renewals = Extent.Of(2, 20);
        var lifetime = TimeSpan.FromSeconds(2);
        var channels = new MintedTokens(server.Stage.Tokens.Key) { Lifetime = lifetime };
        var requests = new MintedTokens(server.Stage.Tokens.Key) { Lifetime = lifetime - Leeway };
        await using var run = await Run.StartAsync(
            server.Stage, surroundings: (_, usual) => usual with { Tokens = channels, RequestTokens = requests });

        // Everybody uses a token until the server refuses it: channels end to the second, requests half a minute later.
        await Until.TrueAsync(() => run.Clients.All(client => client.Notebook.JoinCount > renewals), run.Describe);
        await run.ProgressAsync();

        // The last words have time.
        channels.Lifetime = TimeSpan.FromHours(1);
        await run.EndAsync($"Tokens of {lifetime.TotalSeconds} s");
    }
}
