using Microsoft.Playwright;

namespace PortalChat.E2E.Tests.Browsers;

/// <summary>What somebody sits at.</summary>
public sealed record Screen(int Width, int Height, bool Touch)
{
    public static Screen Desktop { get; } = new(1360, 860, Touch: false);

    public static Screen Phone { get; } = new(390, 844, Touch: true);

    internal BrowserNewContextOptions Options() => new()
    {
        ViewportSize = new ViewportSize { Width = Width, Height = Height },
        HasTouch = Touch,
        IsMobile = Touch,
        Locale = "en-GB",
        TimezoneId = "Europe/Berlin",
        // Nothing waits for a movement to end.
        ReducedMotion = ReducedMotion.Reduce,
    };
}
