using System.Globalization;

namespace PortalChat.Rest.Requests;

/// <summary>One entry of an <c>Accept</c> header.</summary>
internal sealed record MediaRange(string Type, IReadOnlyList<KeyValuePair<string, string>> Parameters, double Quality)
{
    public string? Parameter(string name)
    {
        foreach (var (key, value) in Parameters)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>The best first; those of one quality in the order in which they came. Never fails.</summary>
    public static IReadOnlyList<MediaRange> ParseList(string header) =>
        [.. Split(header, ',').Where(part => part.Length > 0).Select(Parse).OrderByDescending(media => media.Quality)];

    private static MediaRange Parse(string text)
    {
        var parts = Split(text, ';');
        var parameters = new List<KeyValuePair<string, string>>();
        var quality = 1.0;
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                continue;
            var name = part[..equals].Trim();
            var value = part[(equals + 1)..].Trim().Trim('"');
            if (name is "q" or "Q")
                quality = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var q) ? q : 1.0;
            else
                parameters.Add(new(name, value));
        }

        return new MediaRange(parts[0].ToLowerInvariant(), parameters, quality);
    }

    /// <summary>Splits where no quotes are open: <c>for="application/json"</c> may hold separators.</summary>
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        var quoted = false;
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == '"')
                quoted = !quoted;
            if (text[place] != separator || quoted)
                continue;
            parts.Add(text[start..place].Trim());
            start = place + 1;
        }

        parts.Add(text[start..].Trim());
        return parts;
    }
}
