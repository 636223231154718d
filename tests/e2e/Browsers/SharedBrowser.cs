using Microsoft.Playwright;
using PortalChat.E2E.Tests.Browsers;

[assembly: AssemblyFixture(typeof(SharedBrowser))]

namespace PortalChat.E2E.Tests.Browsers;

/// <summary>One browser program; each person in a scenario gets a context of his own, which shares nothing.</summary>
public sealed class SharedBrowser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        // Without a sandbox it also runs as root, as in a container.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser has not been started.");

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _playwright.Selectors.SetTestIdAttribute("data-testid");
        Assertions.SetDefaultExpectTimeout((float)Until.Limit.TotalMilliseconds);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumProgram.Find(),
            Args = Arguments,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
