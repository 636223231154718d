using System.Collections.Concurrent;
using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Portals;
using PortalChat.E2E.Tests.Server;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Scenarios;

public sealed class AnotherPlayerTests(SharedServer server, SharedBrowser browser) : Scenario(server, browser)
{
    private const string Secret = "My secret word is heliotrope.";
    private const string Answer = "I have noted heliotrope.";

    [Fact]
    public async Task Another_player_sees_nothing_of_a_chat_on_screen_or_on_the_wire()
    {
        var grace = await Stage.GreAsync("Grace");
        var alice = await Stage.PlayerAsync("Alice");
        var other = await Stage.PlayerAsync("Dora");
        var staff = await Stage.EnterStaffAsync(grace);
        var player = await Stage.EnterPlayerAsync(alice);
        var onlooker = await Stage.OpenPlayerAsync(other);
        var answers = RecordAnswers(onlooker);
        await onlooker.SignInAsync();
        await Expect(onlooker.Greeting).ToBeVisibleAsync();

        // 1. A whole chat beside him: opened, taken, typed in, answered, resolved.
        await player.StartChatAsync(Secret);
        await staff.RowsOf(alice).ClickAsync();
        await staff.TakeAsync();
        await staff.Thread.TypeUntilAsync(Expect(player.Thread.Typing).ToBeVisibleAsync());
        await staff.Thread.SendAsync(Answer);
        await player.Thread.ShowsAsync(Secret, Answer);
        var chat = await Stage.Tables.OnlyChatOfAsync(alice.Id);
        await Stage.AssertAllShowAsync(chat.Id, player, staff);
        await player.ResolveAsync();
        await staff.StatusIsAsync("resolved");

        // 2. He saw none of it.
        await Expect(onlooker.Greeting).ToBeVisibleAsync();
        await Expect(onlooker.Earlier).ToHaveCountAsync(0);

        // 3. The control: his own chat does reach him, on the same socket.
        await onlooker.StartChatAsync("And I am Dora.");
        await staff.GoToAsync("waiting");
        await staff.RowsOf(other).ClickAsync();
        await staff.TakeAsync();
        await staff.Thread.SendAsync("Hello Dora.");
        await onlooker.Thread.ShowsAsync("And I am Dora.", "Hello Dora.");
        await Expect(onlooker.Helper).ToHaveTextAsync($"{grace.Name} is helping you");
        Assert.Contains(onlooker.Record.Received, frame => frame.Contains("Hello Dora.", StringComparison.Ordinal));

        // 4. Even at the other chat's address, within the page.
        await onlooker.GoWithinAsync($"/player/chats/{chat.Id}");
        await Expect(onlooker.Page.GetByText("There is nothing at this address")).ToBeVisibleAsync();

        // 5. And nothing that ever came to his browser tells of it.
        Assert.NotEmpty(answers);
        var wire = onlooker.Record.Received.Concat(await Task.WhenAll(answers)).ToList();
        foreach (var trace in (string[])["heliotrope", alice.Name, alice.Id.ToString()])
        {
            Assert.DoesNotContain(wire, text => text.Contains(trace, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Single(await Stage.Tables.ChatsOfAsync(other.Id));
        await Stage.AssertNothingReloadedAsync();
    }

    /// <summary>The bodies of all the API's answers to a page.</summary>
    private static ConcurrentQueue<Task<string>> RecordAnswers(PortalPage page)
    {
        var answers = new ConcurrentQueue<Task<string>>();
        page.Page.Response += (_, answer) =>
        {
            if (answer.Url.Contains("/rest/v1/", StringComparison.Ordinal) && answer.Request.Method != "OPTIONS" && answer.Request.Method != "HEAD")
            {
                answers.Enqueue(answer.TextAsync());
            }
        };
        return answers;
    }
}
