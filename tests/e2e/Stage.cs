using Microsoft.Playwright;
using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.People;
using PortalChat.E2E.Tests.Portals;
using PortalChat.E2E.Tests.Tables;
using PortalChat.Testing;
using PortalChat.Testing.Servers;

namespace PortalChat.E2E.Tests;

/// <summary>Who takes part in one scenario, each at a browser of his own and on a line of his own.</summary>
public sealed class Stage(ServerProcess server, IBrowser browser) : IAsyncDisposable
{
    private readonly List<PortalPage> _pages = [];
    private readonly PeopleDirectory _people = new(server);

    public ServerProcess Server => server;

    public ChatTables Tables { get; } = new(server);

    public Task<Person> PlayerAsync(string name) => _people.PlayerAsync(name);

    public Task<Person> GreAsync(string name) => _people.GreAsync(name);

    /// <summary>Signs a player in, at the screen he first sees.</summary>
    public async Task<PlayerPage> EnterPlayerAsync(Person person, Screen? screen = null)
    {
        var page = await OpenPlayerAsync(person, screen);
        await page.SignInAsync();
        return page;
    }

    /// <summary>Signs a GRE in, at the waiting chats.</summary>
    public async Task<StaffPage> EnterStaffAsync(Person person, Screen? screen = null)
    {
        var page = await OpenStaffAsync(person, screen);
        await page.SignInAsync();
        return page;
    }

    public Task<PlayerPage> OpenPlayerAsync(Person person, Screen? screen = null) =>
        OpenAsync("player/", screen, (page, line, record) => new PlayerPage(page, person, line, record));

    public Task<StaffPage> OpenStaffAsync(Person person, Screen? screen = null) =>
        OpenAsync("staff/", screen, (page, line, record) => new StaffPage(page, person, line, record));

    /// <summary>
    /// The end of each scenario: the table's messages are numbered without a gap, every screen shows exactly these, and
    /// no page was loaded twice on the way.
    /// </summary>
    public async Task<IReadOnlyList<MessageRow>> AssertAllShowAsync(Guid chatId, params PortalPage[] pages)
    {
        var rows = await Tables.MessagesOfAsync(chatId);
        Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(row => row.No));
        await Task.WhenAll(pages.Select(page => page.Thread.EqualsAsync(rows)));
        await AssertNothingReloadedAsync();
        return rows;
    }

    public Task AssertNothingReloadedAsync() => Task.WhenAll(_pages.Select(page => page.Record.AssertNeverReloadedAsync()));

    /// <summary>Screens, consoles and the server's log, for a scenario that failed.</summary>
    public async Task SaveEvidenceAsync(string scenario)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "tests", "e2e", "TestResults", scenario)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "server.log"), server.Log.ToString());
        foreach (var (page, i) in _pages.Select((page, i) => (page, i)))
        {
            var path = Path.Combine(folder, $"{i + 1}-{page.Person.Name}");
            await File.WriteAllLinesAsync($"{path}.log", page.Record.Lines);
            await File.WriteAllLinesAsync($"{path}.frames.log", page.Record.Received);
            await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = $"{path}.png" });
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages)
        {
            await page.Page.Context.DisposeAsync();
            await page.Line.DisposeAsync();
        }

        _people.Dispose();
    }

    private async Task<T> OpenAsync<T>(string portal, Screen? screen, Func<IPage, NetworkLine, PageRecord, T> create)
        where T : PortalPage
    {
        var line = new NetworkLine(server.Address);
        var context = await browser.NewContextAsync((screen ?? Screen.Desktop).Options());
        context.SetDefaultTimeout((float)Until.Limit.TotalMilliseconds);
        var page = await context.NewPageAsync();
        var record = new PageRecord(page);
        var portalPage = create(page, line, record);
        _pages.Add(portalPage);
        await page.GotoAsync(new Uri(line.Address, portal).AbsoluteUri);
        await record.MarkAsync();
        return portalPage;
    }
}
