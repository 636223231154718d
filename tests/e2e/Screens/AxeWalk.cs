using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using PortalChat.E2E.Tests.Portals;

namespace PortalChat.E2E.Tests.Screens;

/// <summary>
/// Looks at one screen after the other with all of axe's rules, and once more in the dark with those about colours, as
/// nothing else differs there. It tells of all violations at the end, so that one walk shows everything there is to mend.
/// </summary>
internal sealed class AxeWalk
{
    // axe is called in the page itself: the library's own runner opens a window for each look.
    private const string RunScript =
        """
        async (rules) => {
          const options = { resultTypes: ['violations'] };
          if (rules !== null) options.runOnly = { type: 'rule', values: rules };
          const { violations, passes } = await window.axe.run(document, options);
          return JSON.stringify({
            Violations: violations.map(({ id, help, nodes }) => ({
              Rule: id,
              Help: help,
              Places: nodes.map(({ html, failureSummary }) => `${html}\n      ${failureSummary}`),
            })),
            Passes: passes.map(({ id }) => id),
          });
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private static readonly string[] Colours = ["color-contrast", "link-in-text-block"];

    private readonly List<string> _violations = [];
    private int _screens;

    public async Task LookAsync(PortalPage page, string screen)
    {
        await LookAsync(page.Page, screen, ColorScheme.Dark, Colours);
        await LookAsync(page.Page, screen, ColorScheme.Light, rules: null);
        _screens++;
    }

    public void AssertNoViolations(int screens)
    {
        Assert.Equal(screens, _screens);
        if (_violations.Count > 0)
        {
            Assert.Fail(string.Join('\n', _violations));
        }
    }

    private async Task LookAsync(IPage page, string screen, ColorScheme scheme, string[]? rules)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await SettleAsync(page);
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }

        var found = JsonSerializer.Deserialize<Found>(await page.EvaluateAsync<string>(RunScript, rules))!;
        Assert.Contains("color-contrast", found.Passes);
        _violations.AddRange(found.Violations.Select(violation =>
            $"{screen}, {scheme}: {violation.Rule}: {violation.Help}{string.Concat(violation.Places.Select(place => $"\n    {place}"))}"));
    }

    // A colour half way between two schemes has a contrast that nobody sees.
    private static async Task SettleAsync(IPage page) =>
        await page.WaitForFunctionAsync("() => document.getAnimations().every((each) => each.playState !== 'running')");

    private sealed record Found(IReadOnlyList<Violation> Violations, IReadOnlyList<string> Passes);

    private sealed record Violation(string Rule, string Help, IReadOnlyList<string> Places);
}
