using Microsoft.Playwright;
using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Server;
using PortalChat.Testing.Servers;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Scenarios;

/// <summary>A server of its own, as the queue is everybody's.</summary>
public sealed class QueueTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    private ServerProcess? _server;

    [Fact]
    public async Task Waiting_player_knows_his_place_over_a_reload_and_whether_anybody_is_at_work()
    {
        var grace = await Stage.GreAsync("Grace");
        var alice = await Stage.PlayerAsync("Alice");
        var bruno = await Stage.PlayerAsync("Bruno");

        // 1. Nobody is at work: what is written is kept, and nothing is said about times.
        var first = await Stage.EnterPlayerAsync(alice);
        await first.StartChatAsync("Is anybody there?");
        await Expect(first.Queue).ToContainTextAsync("Nobody is here right now");
        await Expect(first.Queue).ToContainTextAsync("Your message is kept");

        // 2. Grace comes. Who looks again knows at once; a second player stands behind the first, over a reload too.
        var staff = await Stage.EnterStaffAsync(grace);
        await Expect(staff.RowsOf(alice)).ToBeVisibleAsync();
        await first.LookAwayAndBackAsync();
        await Expect(first.Queue).ToContainTextAsync("You are next in line");
        var second = await Stage.EnterPlayerAsync(bruno, Screen.Phone);
        await second.StartChatAsync("Me too.");
        await Expect(second.Queue).ToContainTextAsync("You are number 2 in line");
        await second.Page.ReloadAsync();
        await Expect(second.Queue).ToContainTextAsync("You are number 2 in line");

        // 3. The first is taken, and the second moves up.
        await staff.RowsOf(alice).ClickAsync();
        await staff.TakeAsync();
        await first.StatusIsAsync("active");
        await Expect(first.Queue).ToBeHiddenAsync();
        await second.LookAwayAndBackAsync();
        await Expect(second.Queue).ToContainTextAsync("You are next in line");
        await Expect(second.Queue.GetByRole(AriaRole.Status)).ToContainTextAsync("You are next in line");

        // 4. Grace goes home.
        await staff.SignOutAsync();
        await second.LookAwayAndBackAsync();
        await Expect(second.Queue).ToContainTextAsync("Nobody is here right now");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    protected override async Task<ServerProcess> ServerAsync() => _server = await ServerProcess.StartNewAsync();
}
