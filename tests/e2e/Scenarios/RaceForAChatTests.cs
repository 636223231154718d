using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Portals;
using PortalChat.E2E.Tests.Server;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Scenarios;

public sealed class RaceForAChatTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    private const string ClaimCalls = "**/rest/v1/rpc/claim_chat*";

    [Fact]
    public async Task Of_two_who_take_a_chat_at_once_one_wins_and_the_other_reads_who_has_it()
    {
        var grace = await Stage.GreAsync("Grace");
        var hugo = await Stage.GreAsync("Hugo");
        var alice = await Stage.PlayerAsync("Alice");
        StaffPage[] racers = [await Stage.EnterStaffAsync(grace), await Stage.EnterStaffAsync(hugo)];
        var player = await Stage.EnterPlayerAsync(alice);

        await player.StartChatAsync("Who will it be?");
        await Task.WhenAll(racers.Select(racer => racer.RowsOf(alice).ClickAsync()));
        var chat = await Stage.Tables.OnlyChatOfAsync(alice.Id);

        // Both have clicked before either request leaves: neither can learn of the other by a push.
        var answers = await TakeAtOnceAsync(racers);
        Assert.Equal([200, 409], answers.Order());

        var winner = racers[Array.IndexOf(answers, 200)];
        var loser = racers[Array.IndexOf(answers, 409)];
        await Expect(loser.Problem).ToContainTextAsync($"Already taken by {winner.Person.Name}");
        await Expect(loser.Page.GetByText($"{winner.Person.Name} has this chat")).ToBeVisibleAsync();
        await Expect(loser.Thread.Composer).ToHaveCountAsync(0);
        await Expect(winner.Problem).ToHaveCountAsync(0);
        await winner.CountIsAsync("mine", 1);
        await loser.CountIsAsync("mine", 0);
        await Expect(player.Helper).ToHaveTextAsync($"{winner.Person.Name} is helping you");
        await winner.Thread.SendAsync("It is me.");
        await player.Thread.ShowsAsync("Who will it be?", "It is me.");
        await loser.Thread.ShowsAsync("Who will it be?", "It is me.");

        var taken = await Stage.Tables.OnlyChatOfAsync(alice.Id);
        Assert.Equal("active", taken.Status);
        Assert.Equal(winner.Person.Id, taken.GreStaffId);
        await Stage.AssertAllShowAsync(chat.Id, player, winner, loser);
    }

    /// <summary>Holds both requests until both are there, then lets them run; returns the status of each answer.</summary>
    private static async Task<int[]> TakeAtOnceAsync(StaffPage[] racers)
    {
        var here = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var racer in racers)
        {
            await racer.Page.RouteAsync(ClaimCalls, async route =>
            {
                if (route.Request.Method == "POST" && Interlocked.Increment(ref here) == racers.Length)
                {
                    all.SetResult();
                }

                await all.Task;
                await route.ContinueAsync();
            });
        }

        var answers = await Task.WhenAll(racers.Select(racer =>
            racer.Page.RunAndWaitForResponseAsync(racer.TakeAsync, answer => answer.Url.Contains("/rpc/claim_chat", StringComparison.Ordinal))));
        return [.. answers.Select(answer => answer.Status)];
    }
}
