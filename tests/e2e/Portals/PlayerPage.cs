using Microsoft.Playwright;
using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.People;
using PortalChat.Testing.Servers;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Portals;

public sealed class PlayerPage(IPage page, Person person, NetworkLine line, PageRecord record)
    : PortalPage(page, person, line, record)
{
    public ILocator Greeting => Heading($"Hi {Person.Name}, how can we help?");

    public ILocator Subject => Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>Who has taken the chat.</summary>
    public ILocator Helper => Page.GetByTestId("helper");

    /// <summary>What one is told of the queue while one waits.</summary>
    public ILocator Queue => Page.GetByTestId("queue");

    /// <summary>The resolved chats beside the current one.</summary>
    public ILocator Earlier => Page.GetByRole(AriaRole.Complementary, new() { Name = "Your chats" })
        .GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Link);

    public async Task SignInAsync()
    {
        await FillSignInAsync();
        await Expect(Connection).ToHaveAttributeAsync("data-connection", "online");
    }

    public Task StatusIsAsync(string status) => Expect(Page.GetByTestId("chat-status")).ToHaveAttributeAsync("data-status", status);

    public async Task StartChatAsync(string message, string subject = "", string category = "General help")
    {
        await Page.GetByText(category, new() { Exact = true }).ClickAsync();
        await Page.GetByLabel("Subject").FillAsync(subject);
        await Thread.Composer.FillAsync(message);
        await Button("Start chat").ClickAsync();
    }

    public async Task ResolveAsync()
    {
        await Button("Resolve").ClickAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Yes, resolve it" }).ClickAsync();
    }

    // The radio buttons lie out of sight below their stars; the label is what a finger meets.
    public Task ChooseStarsAsync(int stars) =>
        Page.Locator("label").Filter(new() { Has = Page.GetByRole(AriaRole.Radio, new() { Name = $"{stars} stars" }) }).ClickAsync();

    public async Task RateAsync(int stars, string comment)
    {
        await ChooseStarsAsync(stars);
        await Page.GetByLabel("Anything to add? (optional)").FillAsync(comment);
        await Button("Send rating").ClickAsync();
        await Expect(Page.GetByText("Thank you for your feedback.")).ToBeVisibleAsync();
    }
}
