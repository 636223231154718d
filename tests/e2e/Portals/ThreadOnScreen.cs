using System.Text.Json;
using Microsoft.Playwright;
using PortalChat.E2E.Tests.Tables;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Portals;

/// <summary>A chat's messages as one person sees them, and the field to write the next.</summary>
public sealed class ThreadOnScreen(IPage page)
{
    private const string ReadScript =
        """
        (bubbles) => JSON.stringify(bubbles.map((bubble) => ({
          Id: bubble.dataset.messageId,
          No: Number(bubble.dataset.messageNo ?? 0),
          Side: bubble.dataset.side,
          Text: bubble.textContent,
        })))
        """;

    public ILocator Messages => page.GetByTestId("message");

    public ILocator Composer => page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    public ILocator Typing => page.GetByTestId("typing");

    public ILocator StatusLines => page.GetByTestId("status-line");

    /// <summary>How far the last of one's own messages has come.</summary>
    public ILocator Delivery => page.GetByTestId("delivery").Last;

    /// <summary>Messages that are written and not yet known to be stored.</summary>
    public ILocator OnTheWay => page.Locator("[data-testid=message][data-delivery=sending]");

    public async Task SendAsync(string text)
    {
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
    }

    /// <summary>As on a phone, where Enter starts a new line.</summary>
    public async Task SendByButtonAsync(string text)
    {
        await Composer.FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
    }

    /// <summary>Types on as people do, until it has been seen elsewhere.</summary>
    public async Task TypeUntilAsync(Task seen)
    {
        while (!seen.IsCompleted)
        {
            await Composer.PressSequentiallyAsync("typing ", new() { Delay = 60 });
        }

        await seen;
    }

    /// <summary>Waits until these texts and no others are shown, in this order.</summary>
    public Task ShowsAsync(params string[] texts) => Expect(Messages).ToHaveTextAsync(texts);

    /// <summary>Waits until the screen shows exactly what the table holds: the same messages, numbers and sides.</summary>
    public Task EqualsAsync(IReadOnlyList<MessageRow> rows)
    {
        var stored = rows.Select(row => new ShownMessage(row.Id, row.No, row.SenderType, row.Text)).ToList();
        return Until.PassesAsync(ReadAsync, shown => Assert.Equal(stored, shown));
    }

    private async Task<List<ShownMessage>> ReadAsync() =>
        JsonSerializer.Deserialize<List<ShownMessage>>(await Messages.EvaluateAllAsync<string>(ReadScript))!;

    private sealed record ShownMessage(Guid Id, int No, string Side, string Text);
}
