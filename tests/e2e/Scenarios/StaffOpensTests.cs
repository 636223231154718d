using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Server;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Scenarios;

public sealed class StaffOpensTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    [Fact]
    public async Task Staff_opens_a_chat_for_a_player_who_answers_and_resolves_it()
    {
        var hugo = await Stage.GreAsync("Hugo");
        var bruno = await Stage.PlayerAsync("Bruno");
        var staff = await Stage.EnterStaffAsync(hugo);
        var player = await Stage.EnterPlayerAsync(bruno);
        await Expect(player.Greeting).ToBeVisibleAsync();

        // 1. It comes up before the player by itself.
        await staff.OpenChatForAsync(bruno, "Your verification");
        await staff.StatusIsAsync("active");
        await Expect(player.Subject).ToHaveTextAsync("Your verification");
        await player.StatusIsAsync("active");
        await Expect(player.Helper).ToHaveTextAsync($"{hugo.Name} is helping you");
        var opened = await Stage.Tables.OnlyChatOfAsync(bruno.Id);
        Assert.Equal("active", opened.Status);
        Assert.Equal(hugo.Id, opened.GreStaffId);
        Assert.Equal(0, opened.MessageCount);

        // 2. Both write.
        await staff.Thread.SendAsync("Hello Bruno, your document has expired.");
        await player.Thread.ShowsAsync("Hello Bruno, your document has expired.");
        await player.Thread.SendAsync("I sent a new one just now.");
        await staff.Thread.ShowsAsync("Hello Bruno, your document has expired.", "I sent a new one just now.");

        // 3. The player resolves it.
        await player.ResolveAsync();
        await player.StatusIsAsync("resolved");
        await staff.StatusIsAsync("resolved");
        await Expect(staff.Thread.Composer).ToHaveCountAsync(0);
        await Expect(staff.Thread.StatusLines.Last).ToContainTextAsync($"Resolved by {bruno.Name}");
        await staff.GoToAsync("resolved");
        await Expect(staff.Row(opened.Id)).ToContainTextAsync("I sent a new one just now.");

        var resolved = await Stage.Tables.OnlyChatOfAsync(bruno.Id);
        Assert.Equal("resolved", resolved.Status);
        Assert.Equal(bruno.Id, resolved.ResolvedBy);
        Assert.Equal(hugo.Id, resolved.GreStaffId);
        await staff.Row(opened.Id).ClickAsync();
        var messages = await Stage.AssertAllShowAsync(opened.Id, player, staff);
        Assert.Equal([hugo.Id, bruno.Id], messages.Select(row => row.SenderId));
        Assert.Equal(["gre", "player"], messages.Select(row => row.SenderType));
    }
}
