using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PortalChat.E2E.Tests.Portals;

namespace PortalChat.E2E.Tests.Screens;

/// <summary>
/// Looks at one screen after the other with all of axe's rules, and once more in the dark with those about colours, as
/// nothing else differs there. It tells of all violations at the end, so that one walk shows everything there is to mend.
/// </summary>
internal sealed class AxeWalk
{
    // What passes is only counted; to carry each element that does over to here takes seconds.
    private static readonly HashSet<ResultType> Wanted = [ResultType.Violations];
    private static readonly AxeRunOptions Everything = new() { ResultTypes = Wanted };
    private static readonly AxeRunOptions Colours = new()
    {
        ResultTypes = Wanted,
        RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block"),
    };

    private readonly List<string> _violations = [];
    private int _screens;

    public async Task LookAsync(PortalPage page, string screen)
    {
        await LookAsync(page, screen, ColorScheme.Dark, Colours);
        await LookAsync(page, screen, ColorScheme.Light, Everything);
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

    private async Task LookAsync(PortalPage page, string screen, ColorScheme scheme, AxeRunOptions rules)
    {
        await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await SettleAsync(page.Page);
        var result = await page.Page.RunAxe(rules);
        Assert.Contains(result.Passes, pass => pass.Id == "color-contrast");
        _violations.AddRange(result.Violations.Select(violation => Describe($"{screen}, {scheme}", violation)));
    }

    // A colour half way between two schemes has a contrast that nobody sees.
    private static async Task SettleAsync(IPage page) =>
        await page.WaitForFunctionAsync("() => document.getAnimations().every((each) => each.playState !== 'running')");

    private static string Describe(string screen, AxeResultItem violation)
    {
        var places = violation.Nodes.Select(node => $"\n    {node.Target}: {node.Html}\n      {string.Join("; ", node.Any.Select(check => check.Message))}");
        return $"{screen}: {violation.Id}: {violation.Help}{string.Concat(places)}";
    }
}
