using Microsoft.Playwright;
using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Portals;
using PortalChat.E2E.Tests.Server;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Screens;

public sealed class StaffScreensTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Staff_portal_has_no_violation_on_any_screen(bool onPhone)
    {
        var screen = onPhone ? Screen.Phone : Screen.Desktop;
        var hugo = await Stage.GreAsync("Hugo");
        var colleague = await Stage.EnterStaffAsync(await Stage.GreAsync("Grace"));
        var bruno = await Stage.PlayerAsync("Bruno");
        var player = await Stage.EnterPlayerAsync(bruno);
        await player.StartChatAsync("The game froze.", "Frozen game", "A game");
        await player.StatusIsAsync("waiting");
        var walk = new AxeWalk();

        // 1. Before the door.
        var refused = await Stage.OpenStaffAsync(bruno, screen);
        await refused.FillSignInAsync();
        await Expect(refused.Page.GetByText("This account cannot sign in here")).ToBeVisibleAsync();
        await walk.LookAsync(refused, "sign-in, refused to a player");
        var staff = await Stage.EnterStaffAsync(hugo, screen);

        // 2. A chat from its beginning to its end, in each list on its way.
        await Expect(staff.RowsOf(bruno)).ToBeVisibleAsync();
        await walk.LookAsync(staff, "waiting list");
        await staff.GoToAsync("mine");
        await Expect(staff.Page.GetByText("You have no open chats")).ToBeVisibleAsync();
        await walk.LookAsync(staff, "empty list");
        await staff.GoToAsync("waiting");
        await staff.RowsOf(bruno).ClickAsync();
        await staff.StatusIsAsync("waiting");
        await staff.Thread.ShowsAsync("The game froze.");
        await walk.LookAsync(staff, "waiting chat");
        await staff.TakeAsync();
        await staff.StatusIsAsync("active");
        await staff.Thread.SendByButtonAsync("Which one was it?");
        await player.Thread.ShowsAsync("The game froze.", "Which one was it?");
        await player.Thread.SendAsync("The one with the fruits.");
        await staff.Thread.ShowsAsync("The game froze.", "Which one was it?", "The one with the fruits.");
        await player.Thread.TypeUntilAsync(Expect(staff.Thread.Typing).ToBeVisibleAsync());
        await walk.LookAsync(staff, "active thread");

        // 3. What opens above it.
        await staff.Button("More actions").ClickAsync();
        await Expect(staff.Page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
        await walk.LookAsync(staff, "menu of actions");
        await staff.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Transfer" }).ClickAsync();
        await Expect(staff.Dialog.GetByRole(AriaRole.Button, new() { Name = $"Transfer to {colleague.Person.Name}" })).ToBeVisibleAsync();
        await walk.LookAsync(staff, "transfer");
        await CloseAsync(staff);
        await staff.Page.Keyboard.PressAsync("Control+k");
        await Expect(staff.Dialog.GetByRole(AriaRole.Combobox)).ToBeVisibleAsync();
        await walk.LookAsync(staff, "command bar");
        await CloseAsync(staff);
        if (onPhone)
        {
            await staff.Button("Show details").ClickAsync();
            await Expect(staff.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" })).ToBeVisibleAsync();
            await walk.LookAsync(staff, "details over the thread");
            await staff.Button("Hide details").Last.ClickAsync();
            await staff.Button("Back").ClickAsync();
        }
        else
        {
            await staff.Page.GetByRole(AriaRole.Log).FocusAsync();
            await staff.Page.Keyboard.PressAsync("?");
            await Expect(staff.Dialog).ToContainTextAsync("Keyboard shortcuts");
            await walk.LookAsync(staff, "shortcut sheet");
            await CloseAsync(staff);
        }

        await staff.GoToAsync("mine");
        await Expect(staff.RowsOf(bruno)).ToBeVisibleAsync();
        await walk.LookAsync(staff, "list of mine");
        await staff.GoToAsync("active");
        await Expect(staff.RowsOf(bruno)).ToBeVisibleAsync();
        await walk.LookAsync(staff, "active list");
        await staff.Button("New chat").ClickAsync();
        await staff.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Player" }).FillAsync(bruno.Name);
        await Expect(staff.FoundPlayer).ToBeVisibleAsync();
        await walk.LookAsync(staff, "open a chat");
        await CloseAsync(staff);

        // 4. Its end.
        await player.ResolveAsync();
        await player.RateAsync(2, "It took a while.");
        await staff.GoToAsync("resolved");
        await Expect(staff.RowsOf(bruno)).ToBeVisibleAsync();
        await walk.LookAsync(staff, "resolved list");
        await staff.RowsOf(bruno).ClickAsync();
        await staff.StatusIsAsync("resolved");
        await Expect(staff.Page.GetByText("It took a while.").First).ToBeVisibleAsync();
        await walk.LookAsync(staff, "resolved chat with its rating");
        if (onPhone)
        {
            await staff.Button("Back").ClickAsync();
        }

        await staff.Button($"Account of {hugo.Name}").ClickAsync();
        await Expect(staff.Page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
        await walk.LookAsync(staff, "account menu");
        await staff.Page.Keyboard.PressAsync("Escape");
        staff.Line.Cut();
        await Expect(staff.Connection).ToContainTextAsync("Reconnecting…");
        await walk.LookAsync(staff, "connection notice");

        walk.AssertNoViolations(screens: 16);
        await Stage.AssertNothingReloadedAsync();
    }

    private static async Task CloseAsync(StaffPage staff)
    {
        await staff.Page.Keyboard.PressAsync("Escape");
        await Expect(staff.Dialog).ToBeHiddenAsync();
    }
}
