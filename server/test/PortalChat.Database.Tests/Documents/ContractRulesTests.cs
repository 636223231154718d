using System.Text.RegularExpressions;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Documents;

/// <summary>Every rule of the contract has a test that quotes it, and every id that a test quotes is a rule.</summary>
public sealed partial class ContractRulesTests
{
    [Fact]
    public void EveryRule_IsQuotedByATest()
    {
        var rules = Ids(RuleHead(), Path.Combine(Repository.Root, "docs", "spec", "contract.md"));
        var quoted = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "server", "test"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => Ids(Quoted(), file))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(rules);
        Assert.Equal(rules.Count, rules.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([], rules.Except(quoted, StringComparer.Ordinal));
        Assert.Equal([], quoted.Except(rules, StringComparer.Ordinal));
    }

    private static List<string> Ids(Regex pattern, string file) =>
        [.. pattern.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\*\*\[(CC\d+)\]\*\*")]
    private static partial Regex RuleHead();

    [GeneratedRegex(@"\[(CC\d+)\]")]
    private static partial Regex Quoted();
}
