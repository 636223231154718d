using Microsoft.Playwright;
using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Server;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Screens;

public sealed class PlayerScreensTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Player_portal_has_no_violation_on_any_screen(bool onPhone)
    {
        var screen = onPhone ? Screen.Phone : Screen.Desktop;
        var grace = await Stage.GreAsync("Grace");
        var alice = await Stage.PlayerAsync("Alice");
        var staff = await Stage.EnterStaffAsync(grace);
        var player = await Stage.OpenPlayerAsync(alice, screen);
        var walk = new AxeWalk();

        // 1. Before the door.
        await Expect(player.Button("Sign in")).ToBeVisibleAsync();
        await player.Button("Sign in").ClickAsync();
        await Expect(player.Page.GetByText("Enter your password.")).ToBeVisibleAsync();
        await walk.LookAsync(player, "sign-in with errors");
        await player.Page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await player.Button("Create account").ClickAsync();
        await Expect(player.Page.GetByText("Tell us your name.")).ToBeVisibleAsync();
        await walk.LookAsync(player, "sign-up with errors");
        await player.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await player.SignInAsync();

        // 2. A chat from its beginning to its end.
        await Expect(player.Greeting).ToBeVisibleAsync();
        await walk.LookAsync(player, "new chat");
        await player.StartChatAsync("What does this bonus ask of me?", "Bonus rules", "Bonuses");
        await player.StatusIsAsync("waiting");
        await walk.LookAsync(player, "waiting");
        await staff.RowsOf(alice).ClickAsync();
        await staff.TakeAsync();
        await staff.Thread.SendAsync("It has to be played three times.");
        await player.Thread.ShowsAsync("What does this bonus ask of me?", "It has to be played three times.");
        await staff.Thread.TypeUntilAsync(Expect(player.Thread.Typing).ToBeVisibleAsync());
        await walk.LookAsync(player, "active thread");
        await player.Button("Resolve").ClickAsync();
        await Expect(player.Dialog).ToBeVisibleAsync();
        await walk.LookAsync(player, "question before resolving");
        await player.Dialog.GetByRole(AriaRole.Button, new() { Name = "Yes, resolve it" }).ClickAsync();
        await player.StatusIsAsync("resolved");
        await player.ChooseStarsAsync(4);
        await walk.LookAsync(player, "resolved, with a rating to give");
        await player.Button("Send rating").ClickAsync();
        await Expect(player.Page.GetByText("Thank you for your feedback.")).ToBeVisibleAsync();
        await walk.LookAsync(player, "resolved and rated");

        // 3. What stands around it.
        if (onPhone)
        {
            await player.Page.GetByRole(AriaRole.Link, new() { Name = "Earlier chats" }).ClickAsync();
            await Expect(player.Heading("Earlier chats")).ToBeVisibleAsync();
        }

        var earlier = player.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = "Bonus rules" });
        await Expect(earlier).ToBeVisibleAsync();
        await walk.LookAsync(player, "earlier chats");
        await earlier.ClickAsync();
        await player.Thread.ShowsAsync("What does this bonus ask of me?", "It has to be played three times.");
        await walk.LookAsync(player, "an earlier chat");
        await player.Button($"Account of {alice.Name}").ClickAsync();
        await Expect(player.Page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
        await walk.LookAsync(player, "account menu");
        await player.Page.Keyboard.PressAsync("Escape");
        player.Line.Cut();
        await Expect(player.Connection).ToContainTextAsync("Reconnecting…");
        await walk.LookAsync(player, "connection notice");

        walk.AssertNoViolations(screens: 12);
        await Stage.AssertNothingReloadedAsync();
    }
}
