using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Server;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Scenarios;

public sealed class OfflineTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    [Theory]
    [InlineData(true, "offline", "You are offline.")]
    [InlineData(false, "trouble", "Reconnecting…")]
    public async Task Three_come_and_two_are_written_while_the_player_is_offline_and_then_both_sides_are_equal(
        bool browserKnows, string connection, string notice)
    {
        var grace = await Stage.GreAsync("Grace");
        var alice = await Stage.PlayerAsync("Alice");
        var staff = await Stage.EnterStaffAsync(grace);
        var player = await Stage.EnterPlayerAsync(alice);
        await player.StartChatAsync("Are you there?");
        await staff.RowsOf(alice).ClickAsync();
        await staff.TakeAsync();
        await staff.Thread.SendAsync("Here I am.");
        await player.Thread.ShowsAsync("Are you there?", "Here I am.");
        var chat = await Stage.Tables.OnlyChatOfAsync(alice.Id);

        // 1. The line is cut. A browser may know of it (no network) or not (a network that leads nowhere).
        player.Line.Cut();
        await player.Page.Context.SetOfflineAsync(browserKnows);
        await Expect(player.Connection).ToHaveAttributeAsync("data-connection", connection);
        await Expect(player.Connection).ToContainTextAsync(notice);

        // 2. Three messages come, two are written.
        await staff.Thread.SendAsync("One.");
        await player.Thread.SendAsync("Mine first.");
        await staff.Thread.SendAsync("Two.");
        await player.Thread.SendAsync("Mine second.");
        await staff.Thread.SendAsync("Three.");
        await staff.Thread.ShowsAsync("Are you there?", "Here I am.", "One.", "Two.", "Three.");
        await player.Thread.ShowsAsync("Are you there?", "Here I am.", "Mine first.", "Mine second.");
        await Expect(player.Thread.OnTheWay).ToHaveCountAsync(2);
        await Expect(staff.Thread.OnTheWay).ToHaveCountAsync(0);
        var stored = await Stage.Tables.MessagesOfAsync(chat.Id);
        Assert.Equal(["Are you there?", "Here I am.", "One.", "Two.", "Three."], stored.Select(row => row.Text));

        // 3. The line is back: everybody has everything, in the order of the table.
        player.Line.Restore();
        await player.Page.Context.SetOfflineAsync(offline: false);
        string[] all = ["Are you there?", "Here I am.", "One.", "Two.", "Three.", "Mine first.", "Mine second."];
        await Task.WhenAll(player.Thread.ShowsAsync(all), staff.Thread.ShowsAsync(all));
        await Expect(player.Connection).ToHaveAttributeAsync("data-connection", "online");
        await Expect(player.Connection).ToBeEmptyAsync();

        var messages = await Stage.AssertAllShowAsync(chat.Id, player, staff);
        Assert.Equal(all, messages.Select(row => row.Text));
        Assert.Equal(7, (await Stage.Tables.OnlyChatOfAsync(alice.Id)).MessageCount);

        // 4. And it is live again, both ways.
        await staff.Thread.SendAsync("Good to have you back.");
        await player.Thread.ShowsAsync([.. all, "Good to have you back."]);
        await player.Thread.SendAsync("Good to be back.");
        await staff.Thread.ShowsAsync([.. all, "Good to have you back.", "Good to be back."]);
        await Stage.AssertAllShowAsync(chat.Id, player, staff);
    }
}
