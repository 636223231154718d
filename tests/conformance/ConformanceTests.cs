using PortalChat.Testing;

namespace PortalChat.Conformance.Tests;

/// <summary>
/// Every feature of the three dialects is a test: what the published clients can ask, against the real server. The list is
/// a file, so that a feature which is no longer run is missed.
/// </summary>
public sealed class ConformanceTests(SuiteRun run) : IClassFixture<SuiteRun>
{
    public static IEnumerable<TheoryDataRow<string>> Features =>
        Listed().Select(feature => new TheoryDataRow<string>(feature) { TestDisplayName = feature });

    [Theory]
    [MemberData(nameof(Features))]
    public void Feature_IsServed(string feature)
    {
        Assert.True(run.Results.TryGetValue(feature, out var result), $"It was not run.\n{run.Output}");
        Assert.True(result.Passed, result.Reason);
    }

    [Fact]
    public void Suite_EndsByItself_HavingRunExactlyWhatIsListed()
    {
        Assert.True(run.ExitCode is 0 or 1, $"It ended with {run.ExitCode}.\n{run.Output}");
        Assert.Equal(Listed().Order(StringComparer.Ordinal), run.Results.Keys.Order(StringComparer.Ordinal));
    }

    private static string[] Listed() => File.ReadAllLines(Path.Combine(Repository.Root, "tests/conformance/features.txt"));
}
