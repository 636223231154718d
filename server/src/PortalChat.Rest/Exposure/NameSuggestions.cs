namespace PortalChat.Rest.Exposure;

/// <summary>
/// Finds the name that was meant: a listed legacy spelling, the same name in another case style, or one edit away.
/// </summary>
internal sealed class NameSuggestions(IDictionary<string, string> legacy)
{
    public string? Suggest(string given, IEnumerable<string> known)
    {
        var names = known as IReadOnlyCollection<string> ?? [.. known];
        if (legacy.TryGetValue(given, out var current) && names.Contains(current))
            return current;
        var plain = Plain(given);
        return names.FirstOrDefault(name => Plain(name) == plain)
            ?? (given.Length > 2 ? names.FirstOrDefault(name => IsOneEditAway(given, name)) : null);
    }

    /// <summary>Case and word separators taken away: playerId, player-id and PlayerID become one.</summary>
    private static string Plain(string name) =>
        new([.. name.Where(letter => letter is not ('_' or '-' or ' ')).Select(char.ToLowerInvariant)]);

    /// <summary>One letter more, less, other, or two neighbours swapped.</summary>
    private static bool IsOneEditAway(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 1)
            return false;
        var start = left.AsSpan().CommonPrefixLength(right);
        var leftRest = left.AsSpan(start);
        var rightRest = right.AsSpan(start);
        return leftRest is [] || rightRest is []
            || leftRest[1..].SequenceEqual(rightRest[1..])
            || leftRest[1..].SequenceEqual(rightRest)
            || leftRest.SequenceEqual(rightRest[1..])
            || (leftRest.Length > 1 && rightRest.Length > 1
                && leftRest[0] == rightRest[1] && leftRest[1] == rightRest[0]
                && leftRest[2..].SequenceEqual(rightRest[2..]));
    }
}
