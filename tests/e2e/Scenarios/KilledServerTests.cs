using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Portals;
using PortalChat.E2E.Tests.Server;
using PortalChat.Testing.Servers;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Scenarios;

/// <summary>A server of its own, as it does not survive.</summary>
public sealed class KilledServerTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    private const int MessagesEach = 16;

    private ServerProcess? _server;

    [Fact]
    public async Task Server_killed_and_restarted_while_both_write_loses_and_doubles_nothing()
    {
        var grace = await Stage.GreAsync("Grace");
        var alice = await Stage.PlayerAsync("Alice");
        var staff = await Stage.EnterStaffAsync(grace);
        var player = await Stage.EnterPlayerAsync(alice);
        await player.StartChatAsync("Let us see.");
        await staff.RowsOf(alice).ClickAsync();
        await staff.TakeAsync();
        await player.StatusIsAsync("active");
        var chat = await Stage.Tables.OnlyChatOfAsync(alice.Id);

        // 1. Both write without a pause. The server dies when some of it is stored, some on its way, some unwritten.
        var writing = Task.WhenAll(WriteAsync(player, "player"), WriteAsync(staff, "staff"));
        await Until.PassesAsync(() => Stage.Tables.MessagesOfAsync(chat.Id), rows => Assert.True(rows.Count > 6));
        await Stage.Server.KillAsync();
        await writing;

        // 2. Nothing that was written is gone from the screens, and both say that they are not up to date.
        await Expect(player.Connection).ToHaveAttributeAsync("data-connection", "trouble");
        await Expect(staff.Connection).ToHaveAttributeAsync("data-connection", "trouble");
        await Expect(OwnMessages(player, "player")).ToHaveTextAsync(["Let us see.", .. Texts("player")]);
        await Expect(OwnMessages(staff, "gre")).ToHaveTextAsync([.. Texts("staff")]);
        await player.Thread.Composer.FillAsync("Half a thou");
        await Stage.Server.StartAsync();

        // 3. Back: all of it once, each side's in the order in which it was written.
        await Expect(player.Thread.Messages).ToHaveCountAsync((2 * MessagesEach) + 1);
        await Expect(staff.Thread.Messages).ToHaveCountAsync((2 * MessagesEach) + 1);
        await Expect(player.Thread.OnTheWay).ToHaveCountAsync(0);
        await Expect(staff.Thread.OnTheWay).ToHaveCountAsync(0);
        await Expect(player.Connection).ToHaveAttributeAsync("data-connection", "online");
        await Expect(staff.Connection).ToHaveAttributeAsync("data-connection", "online");

        var messages = await Stage.AssertAllShowAsync(chat.Id, player, staff);
        Assert.Equal(["Let us see.", .. Texts("player")], messages.Where(row => row.SenderId == alice.Id).Select(row => row.Text));
        Assert.Equal(Texts("staff"), messages.Where(row => row.SenderId == grace.Id).Select(row => row.Text));
        Assert.Equal(messages.Count, (await Stage.Tables.OnlyChatOfAsync(alice.Id)).MessageCount);

        // 4. And it goes on: what was half written too.
        await Expect(player.Thread.Composer).ToHaveValueAsync("Half a thou");
        await player.Thread.TypeUntilAsync(Expect(staff.Thread.Typing).ToHaveTextAsync($"{alice.Name} is typing…"));
        await player.Thread.SendAsync("Half a thought.");
        await Expect(staff.Thread.Messages.Last).ToHaveTextAsync("Half a thought.");
        await staff.ResolveAsync();
        await player.StatusIsAsync("resolved");
        await Stage.AssertAllShowAsync(chat.Id, player, staff);
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

    private static IEnumerable<string> Texts(string who) => Enumerable.Range(1, MessagesEach).Select(i => $"{who} {i}");

    private static Microsoft.Playwright.ILocator OwnMessages(PortalPage page, string side) =>
        page.Page.Locator($"[data-testid=message][data-side={side}]");

    private static async Task WriteAsync(PortalPage page, string who)
    {
        foreach (var text in Texts(who))
        {
            await page.Thread.SendAsync(text);
        }
    }
}
