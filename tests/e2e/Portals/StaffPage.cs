using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.People;
using PortalChat.Testing.Servers;
using static Microsoft.Playwright.Assertions;

namespace PortalChat.E2E.Tests.Portals;

public sealed class StaffPage(IPage page, Person person, NetworkLine line, PageRecord record)
    : PortalPage(page, person, line, record)
{
    public ILocator Problem => Chat.GetByRole(AriaRole.Alert);

    private ILocator Chat => Page.GetByRole(AriaRole.Region, new() { Name = "Chat", Exact = true });

    private ILocator Count(string list) => Page.GetByTestId($"list-{list}").GetByTestId("count");

    public async Task SignInAsync()
    {
        await FillSignInAsync();
        await Expect(Connection).ToHaveAttributeAsync("data-connection", "online");
    }

    /// <summary>A list's number in the rail: <c>waiting</c>, <c>mine</c>, <c>active</c> or <c>resolved</c>.</summary>
    public Task CountIsAsync(string list, int count) => Expect(Count(list)).ToHaveTextAsync(new Regex($"^{count} chats?$"));

    public async Task<int> ReadCountAsync(string list)
    {
        await Expect(Count(list)).ToHaveTextAsync(new Regex("^[0-9]+ chats?$"));
        var text = await Count(list).InnerTextAsync();
        return int.Parse(text.Split((char[]?)null)[0], CultureInfo.InvariantCulture);
    }

    public Task GoToAsync(string list) => Page.GetByTestId($"list-{list}").ClickAsync();

    /// <summary>A chat in the list that is shown.</summary>
    public ILocator Row(Guid chatId) => Page.Locator($"[data-testid=chat-row][data-chat-id='{chatId}']");

    /// <summary>All chats of one player in the list that is shown.</summary>
    public ILocator RowsOf(Person player) =>
        Page.GetByTestId("chat-row").Filter(new() { Has = Page.GetByText(player.Name, new() { Exact = true }) });

    public Task TakeAsync() => Button("Take and answer").ClickAsync();

    public Task ResolveAsync() => Chat.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).ClickAsync();

    public Task StatusIsAsync(string status) => Expect(Chat.GetByTestId("chat-status").First).ToHaveAttributeAsync("data-status", status);

    public async Task ChooseAsync(string action)
    {
        await Button("More actions").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = action }).ClickAsync();
    }

    public async Task TransferToAsync(Person colleague)
    {
        await ChooseAsync("Transfer");
        await Dialog.GetByRole(AriaRole.Button, new() { Name = $"Transfer to {colleague.Name}" }).ClickAsync();
    }

    /// <summary>The one player who is found while opening a chat.</summary>
    public ILocator FoundPlayer =>
        Dialog.GetByRole(AriaRole.Listbox, new() { Name = "Player" }).GetByRole(AriaRole.Option);

    /// <summary>Opens a chat for a player who is known by his id.</summary>
    public async Task OpenChatForAsync(Person player, string subject)
    {
        await Button("New chat").ClickAsync();
        await Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Player" }).FillAsync(player.Id.ToString());
        await FoundPlayer.ClickAsync();
        await Dialog.GetByLabel("Subject").FillAsync(subject);
        await Button("Open chat").ClickAsync();
        await Expect(Dialog).ToBeHiddenAsync();
    }
}
