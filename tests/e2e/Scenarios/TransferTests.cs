using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Server;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Scenarios;

public sealed class TransferTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    [Fact]
    public async Task A_chat_goes_from_one_gre_to_another_while_the_player_watches()
    {
        var grace = await Stage.GreAsync("Grace");
        var hugo = await Stage.GreAsync("Hugo");
        var chen = await Stage.PlayerAsync("Chen");
        var first = await Stage.EnterStaffAsync(grace);
        var second = await Stage.EnterStaffAsync(hugo);
        var player = await Stage.EnterPlayerAsync(chen);

        await player.StartChatAsync("A payment is stuck.", category: "Payments");
        await first.RowsOf(chen).ClickAsync();
        await first.TakeAsync();
        await first.Thread.SendAsync("My colleague knows payments best.");
        await player.Thread.ShowsAsync("A payment is stuck.", "My colleague knows payments best.");
        await Expect(player.Helper).ToHaveTextAsync($"{grace.Name} is helping you");
        var chat = await Stage.Tables.OnlyChatOfAsync(chen.Id);
        Assert.Equal(grace.Id, chat.GreStaffId);

        // 1. Handed over: one loses the composer, the other finds it among his own, the player reads the new name.
        await second.GoToAsync("mine");
        await Expect(second.Row(chat.Id)).ToHaveCountAsync(0);
        await first.TransferToAsync(hugo);
        await Expect(player.Helper).ToHaveTextAsync($"{hugo.Name} is helping you");
        await Expect(first.Page.GetByText($"{hugo.Name} has this chat")).ToBeVisibleAsync();
        await Expect(first.Thread.Composer).ToHaveCountAsync(0);
        await first.CountIsAsync("mine", 0);
        await second.CountIsAsync("mine", 1);
        await second.Row(chat.Id).ClickAsync();

        // 2. It goes on; the one who gave it away reads along.
        await second.Thread.SendAsync("I have it now, Chen.");
        await player.Thread.SendAsync("Thank you both.");
        string[] all = ["A payment is stuck.", "My colleague knows payments best.", "I have it now, Chen.", "Thank you both."];
        await Task.WhenAll(second.Thread.ShowsAsync(all), player.Thread.ShowsAsync(all), first.Thread.ShowsAsync(all));

        var after = await Stage.Tables.OnlyChatOfAsync(chen.Id);
        Assert.Equal("active", after.Status);
        Assert.Equal(hugo.Id, after.GreStaffId);
        var messages = await Stage.AssertAllShowAsync(chat.Id, player, first, second);
        Assert.Equal([chen.Id, grace.Id, hugo.Id, chen.Id], messages.Select(row => row.SenderId));
    }
}
