using System.Text.RegularExpressions;

namespace PortalChat.Host.Tests.Telemetry;

/// <summary>What Prometheus makes of a scrape: families, the names of their samples, and labels.</summary>
internal sealed partial record Scrape(IReadOnlySet<string> Families, IReadOnlySet<string> Samples, IReadOnlySet<string> Labels)
{
    public static Scrape Read(string text) => new(
        Family().Matches(text).Select(match => match.Groups["name"].Value).Where(name => name != "target_info").ToHashSet(StringComparer.Ordinal),
        Sample().Matches(text).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal),
        Label().Matches(text).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal));

    /// <summary>Names in an expression that are neither a metric nor a label of this scrape.</summary>
    public IEnumerable<string> UnknownIn(string expression) =>
        Name().Matches(expression).Select(match => match.Value).Where(name => !Samples.Contains(name) && !Labels.Contains(name));

    [GeneratedRegex(@"^# TYPE (?<name>\w+) ", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex(@"^(?<name>\w+)[{ ]", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"[{,](?<name>\w+)=""")]
    private static partial Regex Label();

    // Of everything that may stand in an expression, only names begin with one of these.
    [GeneratedRegex(@"\b(?:portalchat|http|kestrel|dotnet|db|process)_\w+")]
    private static partial Regex Name();
}
