using System.Globalization;
using System.Text.RegularExpressions;

namespace PortalChat.Auth.Embedded.Users;

/// <summary>Durations as Go writes them (<c>1h30m</c>, <c>876000h</c>), or <c>none</c>.</summary>
internal static partial class BanDuration
{
    // A ban for life: PostgreSQL's and .NET's calendars go further.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365 * 200);

    /// <summary>Null where the text is neither.</summary>
    public static BanChange? Parse(string text)
    {
        if (text == "none")
        {
            return new BanChange(null);
        }

        if (text.Length > 64 || Duration().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var seconds = 0d;
        for (var part = 0; part < match.Groups["unit"].Captures.Count; part++)
        {
            var number = double.Parse(match.Groups["number"].Captures[part].ValueSpan, CultureInfo.InvariantCulture);
            seconds += number * Seconds(match.Groups["unit"].Captures[part].Value);
        }

        return new BanChange(seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds));
    }

    private static double Seconds(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "us" or "µs" => 1e-6,
        _ => 1e-9,
    };

    // At most 64 characters, no nested repetition of the same characters.
    [GeneratedRegex(@"^((?<number>[0-9]+(\.[0-9]+)?)(?<unit>ms|us|µs|ns|h|m|s))+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duration();
}
