using Microsoft.Playwright;
using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Server;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Scenarios;

public sealed class NextChatTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    [Fact]
    public async Task What_a_player_writes_after_a_resolved_chat_opens_a_new_one()
    {
        var grace = await Stage.GreAsync("Grace");
        var bruno = await Stage.PlayerAsync("Bruno");
        var staff = await Stage.EnterStaffAsync(grace);
        var player = await Stage.EnterPlayerAsync(bruno);

        await player.StartChatAsync("First question.", "The first");
        await staff.RowsOf(bruno).ClickAsync();
        await staff.TakeAsync();
        await staff.ResolveAsync();
        await player.StatusIsAsync("resolved");
        var first = await Stage.Tables.OnlyChatOfAsync(bruno.Id);

        await player.Button("Start a new chat").ClickAsync();
        await player.StartChatAsync("Second question.", "The second");
        await player.StatusIsAsync("waiting");
        await player.Thread.ShowsAsync("Second question.");
        await Expect(player.Earlier).ToContainTextAsync(["The first"]);
        await staff.GoToAsync("waiting");
        await Expect(staff.RowsOf(bruno)).ToContainTextAsync("The second");

        var chats = await Stage.Tables.ChatsOfAsync(bruno.Id);
        Assert.Equal(["resolved", "waiting"], chats.Select(chat => chat.Status));
        Assert.Equal([first.Id, first.Id], [chats[0].Id, Assert.Single(await Stage.Tables.MessagesOfAsync(first.Id)).ChatRequestId]);
        await staff.Row(chats[1].Id).ClickAsync();
        var messages = await Stage.AssertAllShowAsync(chats[1].Id, player, staff);
        Assert.Equal("Second question.", Assert.Single(messages).Text);

        // The first is there to reread, by a click and without a load.
        await player.Earlier.ClickAsync();
        await player.Thread.ShowsAsync("First question.");
        await Stage.AssertNothingReloadedAsync();
    }

    [Fact]
    public async Task A_message_that_was_on_its_way_when_staff_resolved_the_chat_opens_a_new_one_with_it()
    {
        var grace = await Stage.GreAsync("Grace");
        var chen = await Stage.PlayerAsync("Chen");
        var staff = await Stage.EnterStaffAsync(grace);
        var player = await Stage.EnterPlayerAsync(chen);

        await player.StartChatAsync("Is it done?");
        await staff.RowsOf(chen).ClickAsync();
        await staff.TakeAsync();
        await player.StatusIsAsync("active");

        // The player's request is held on its way until the chat is resolved.
        var held = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await player.Page.RouteAsync("**/rest/v1/**", async route =>
        {
            if (route.Request.PostData?.Contains("One more thing!", StringComparison.Ordinal) != true || !held.TrySetResult(route))
            {
                await route.ContinueAsync();
            }
        });
        await player.Thread.SendAsync("One more thing!");
        var message = await held.Task.WaitAsync(Until.Limit);
        await staff.ResolveAsync();
        await staff.StatusIsAsync("resolved");
        await Expect(player.Page.GetByText("Starting…")).ToBeVisibleAsync();
        await player.Thread.ShowsAsync("One more thing!");
        Assert.Single(await Stage.Tables.ChatsOfAsync(chen.Id));
        await message.ContinueAsync();

        await player.StatusIsAsync("waiting");
        await player.Thread.ShowsAsync("One more thing!");
        await staff.GoToAsync("waiting");
        await Expect(staff.RowsOf(chen)).ToContainTextAsync("One more thing!");

        var chats = await Stage.Tables.ChatsOfAsync(chen.Id);
        Assert.Equal(["resolved", "waiting"], chats.Select(chat => chat.Status));
        Assert.Equal("Is it done?", Assert.Single(await Stage.Tables.MessagesOfAsync(chats[0].Id)).Text);
        await staff.Row(chats[1].Id).ClickAsync();
        var messages = await Stage.AssertAllShowAsync(chats[1].Id, player, staff);
        Assert.Equal("One more thing!", Assert.Single(messages).Text);
    }
}
