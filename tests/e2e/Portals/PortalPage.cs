using Microsoft.Playwright;
using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.People;
using PortalChat.Testing.Servers;

namespace PortalChat.E2E.Tests.Portals;

/// <summary>One person at one portal, by what he can see and reach: roles, names, and a few marks for tests.</summary>
public abstract class PortalPage(IPage page, Person person, NetworkLine line, PageRecord record)
{
    public IPage Page { get; } = page;

    public Person Person { get; } = person;

    public NetworkLine Line { get; } = line;

    public PageRecord Record { get; } = record;

    public ThreadOnScreen Thread { get; } = new(page);

    /// <summary>The region that says when one is not up to date; its <c>data-connection</c> says how it stands.</summary>
    public ILocator Connection => Page.GetByTestId("connection");

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    /// <summary>The button of one of the demo seed's people, which names his e-mail too.</summary>
    public ILocator DemoSignIn(string name) => Page.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {name} " });

    /// <summary>Goes to another address of the portal as a link in it would: without a load.</summary>
    public Task GoWithinAsync(string path) => Page.EvaluateAsync("(path) => history.pushState(null, '', path)", path);

    public async Task SignOutAsync()
    {
        await Button($"Account of {Person.Name}").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(Button("Sign in")).ToBeVisibleAsync();
    }

    /// <summary>To another tab and back, as far as the page can tell.</summary>
    public Task LookAwayAndBackAsync() => Page.EvaluateAsync(
        """
        () => {
          for (const state of ['hidden', 'visible']) {
            Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
          }
        }
        """);

    internal async Task FillSignInAsync()
    {
        await Page.GetByLabel("E-mail", new() { Exact = true }).FillAsync(Person.Email);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Person.Password);
        await Button("Sign in").ClickAsync();
    }
}
