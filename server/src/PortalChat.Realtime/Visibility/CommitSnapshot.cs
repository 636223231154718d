using System.Globalization;

namespace PortalChat.Realtime.Visibility;

/// <summary>
/// Postgres writes a commit to the log before it lets others see it, so a change can arrive here before the row does
/// in a query. A snapshot tells whether a transaction's rows can be seen.
/// </summary>
internal static class CommitSnapshot
{
    /// <param name="snapshot"><c>xmin:xmax:xip,xip</c> of <c>pg_current_snapshot()</c>, 64-bit ids.</param>
    /// <param name="transactionId">The lower 32 bits of a committed top-level transaction's id.</param>
    public static bool Sees(string snapshot, uint transactionId)
    {
        var parts = snapshot.Split(':');
        if (Precedes((uint)ulong.Parse(parts[1], CultureInfo.InvariantCulture), transactionId, orEqual: true))
        {
            return false;
        }

        foreach (var running in parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if ((uint)ulong.Parse(running, CultureInfo.InvariantCulture) == transactionId)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Ids wrap around: of two that are less than 2^31 apart, which comes first.</summary>
    private static bool Precedes(uint first, uint second, bool orEqual)
    {
        var distance = unchecked((int)(second - first));
        return distance > 0 || (orEqual && distance == 0);
    }
}
