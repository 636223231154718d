namespace PortalChat.Load.Verdict;

/// <summary>
/// Whether something stays as it is: the median of the last third of the readings beside that of the first third, after
/// the first fifth, in which the server warms up, has been left out.
/// </summary>
/// <param name="Name">What.</param>
/// <param name="First">Median of the first third.</param>
/// <param name="Last">Median of the last third.</param>
/// <param name="Most">What the last may be.</param>
internal sealed record Flatness(string Name, double First, double Last, double Most)
{
    public bool IsFlat => Last <= Most;

    /// <param name="name">What.</param>
    /// <param name="readings">In the order of time.</param>
    /// <param name="factor">How much the last third's median may be of the first's, …</param>
    /// <param name="slack">… and how much more than that, as small figures swing.</param>
    public static Flatness Of(string name, IReadOnlyList<double> readings, double factor, double slack)
    {
        var warm = readings.Skip(readings.Count / 5).ToList();
        var third = Math.Max(1, warm.Count / 3);
        var (first, last) = (Median(warm.Take(third)), Median(warm.TakeLast(third)));
        return new Flatness(name, first, last, (first * factor) + slack);
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
