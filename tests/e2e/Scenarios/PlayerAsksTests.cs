using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.People;
using PortalChat.E2E.Tests.Server;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Scenarios;

public sealed class PlayerAsksTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    [Fact]
    public async Task Player_asks_and_staff_takes_answers_and_resolves_it_live_on_both_sides()
    {
        var grace = await Stage.GreAsync("Grace");
        var alice = await Stage.PlayerAsync("Alice");
        var staff = await Stage.EnterStaffAsync(grace);
        var player = await Stage.EnterPlayerAsync(alice);
        var waitingBefore = await staff.ReadCountAsync("waiting");
        await Expect(player.Greeting).ToBeVisibleAsync();

        // 1. Created on the player's side, seen in the queue.
        await player.StartChatAsync("My bonus is missing.", "Bonus of Friday", "Bonuses");
        await Expect(player.Subject).ToHaveTextAsync("Bonus of Friday");
        await player.StatusIsAsync("waiting");
        // With his place, once that is known.
        await Expect(player.Queue).ToContainTextAsync("in line");
        await Expect(staff.RowsOf(alice)).ToContainTextAsync("My bonus is missing.");
        await Expect(staff.RowsOf(alice)).ToContainTextAsync("Bonus of Friday");
        await staff.CountIsAsync("waiting", waitingBefore + 1);

        var asked = await Stage.Tables.OnlyChatOfAsync(alice.Id);
        Assert.Equal("waiting", asked.Status);
        Assert.Equal("bonuses", asked.Category);
        Assert.Equal("Bonus of Friday", asked.Subject);
        Assert.Equal("normal", asked.Priority);
        Assert.Null(asked.GreStaffId);
        Assert.Equal(1, asked.MessageCount);

        // 2. Taken.
        await staff.Row(asked.Id).ClickAsync();
        await staff.TakeAsync();
        await staff.StatusIsAsync("active");
        await player.StatusIsAsync("active");
        await Expect(player.Helper).ToHaveTextAsync($"{grace.Name} is helping you");
        await staff.CountIsAsync("waiting", waitingBefore);
        await staff.CountIsAsync("mine", 1);
        var taken = await Stage.Tables.OnlyChatOfAsync(alice.Id);
        Assert.Equal("active", taken.Status);
        Assert.Equal(grace.Id, taken.GreStaffId);

        // 3. Both write, and see each other type.
        await staff.Thread.TypeUntilAsync(Expect(player.Thread.Typing).ToHaveTextAsync($"{grace.Name} is typing…"));
        await staff.Thread.SendAsync("Hello Alice, I am looking into it.");
        await player.Thread.ShowsAsync("My bonus is missing.", "Hello Alice, I am looking into it.");
        await Expect(player.Thread.Typing).ToBeHiddenAsync();

        await player.Thread.TypeUntilAsync(Expect(staff.Thread.Typing).ToHaveTextAsync($"{alice.Name} is typing…"));
        await player.Thread.SendAsync("Thank you!\nI can wait.");
        await staff.Thread.ShowsAsync("My bonus is missing.", "Hello Alice, I am looking into it.", "Thank you! I can wait.");
        await Expect(staff.Thread.Typing).ToBeHiddenAsync();
        await Expect(player.Thread.Delivery).ToHaveTextAsync("Read");
        await Until.PassesAsync(() => Stage.Tables.OnlyChatOfAsync(alice.Id), chat => Assert.Equal(3, chat.GreReadNo));

        // 4. Resolved by staff, rated by the player.
        await staff.ResolveAsync();
        await staff.StatusIsAsync("resolved");
        await player.StatusIsAsync("resolved");
        await Expect(player.Thread.Composer).ToHaveCountAsync(0);
        await staff.CountIsAsync("mine", 0);
        await player.RateAsync(5, "Quick and kind.");
        await Expect(staff.Page.GetByText("Quick and kind.").First).ToBeVisibleAsync();

        var resolved = await Stage.Tables.OnlyChatOfAsync(alice.Id);
        Assert.Equal("resolved", resolved.Status);
        Assert.Equal(grace.Id, resolved.ResolvedBy);
        Assert.Equal(grace.Id, resolved.GreStaffId);
        Assert.Equal(5, resolved.Rating);
        Assert.Equal(3, resolved.MessageCount);

        var messages = await Stage.AssertAllShowAsync(asked.Id, player, staff);
        Assert.Equal(["My bonus is missing.", "Hello Alice, I am looking into it.", "Thank you!\nI can wait."], messages.Select(row => row.Text));
        Assert.Equal([alice.Id, grace.Id, alice.Id], messages.Select(row => row.SenderId));
        Assert.Equal(["player", "gre", "player"], messages.Select(row => row.SenderType));
        Assert.All(messages, row => Assert.Equal(alice.Id, row.PlayerId));
    }

    [Fact]
    public async Task Demo_people_of_a_first_start_sign_in_with_one_click_and_write_to_each_other()
    {
        var lena = new Person(Guid.Empty, "Lena", "lena@staff.example", "portalchat-demo");
        var chen = new Person(Guid.Empty, "Chen", "chen@player.example", "portalchat-demo");
        var staff = await Stage.OpenStaffAsync(lena);
        var player = await Stage.OpenPlayerAsync(chen);
        await staff.DemoSignIn("Lena").ClickAsync();
        await player.DemoSignIn("Chen").ClickAsync();

        await player.StartChatAsync("Where do I see my limits?", category: "Limits & breaks");
        await staff.RowsOf(chen).ClickAsync();
        await staff.TakeAsync();
        await staff.Thread.SendAsync("Under your account.");
        await player.Thread.ShowsAsync("Where do I see my limits?", "Under your account.");
        await player.ResolveAsync();
        await staff.StatusIsAsync("resolved");

        await Stage.AssertNothingReloadedAsync();
    }
}
