using System.Diagnostics;
using System.Numerics;

namespace PortalChat.Load.Figures;

/// <summary>A histogram of durations: buckets of less than 1 % width from 1 µs on; safe for concurrent use.</summary>
internal sealed class Latencies
{
    private const int Steps = 128;

    private readonly long[] _buckets = new long[40 * Steps];
    private long _longest;

    public long Count => _buckets.Sum();

    public double MaxMs => Volatile.Read(ref _longest) / 1000.0;

    /// <param name="ticks">Of <see cref="Stopwatch"/>.</param>
    public void Add(long ticks)
    {
        var micros = Math.Max(1, (long)(ticks * 1_000_000.0 / Stopwatch.Frequency));
        Interlocked.Increment(ref _buckets[BucketOf(micros)]);
        for (var longest = Volatile.Read(ref _longest); micros > longest; longest = Volatile.Read(ref _longest))
        {
            Interlocked.CompareExchange(ref _longest, micros, longest);
        }
    }

    /// <summary>In milliseconds; null where there is nothing.</summary>
    public double? PercentileMs(double percent)
    {
        var rank = (long)Math.Ceiling(Count * percent / 100);
        for (var index = 0; index < _buckets.Length && rank > 0; index++)
        {
            rank -= _buckets[index];
            if (rank <= 0)
            {
                return UpperOf(index) / 1000.0;
            }
        }

        return null;
    }

    // Up to 128 µs one bucket each; above, 128 steps for each doubling.
    private static int BucketOf(long micros)
    {
        var doubling = Math.Max(0, BitOperations.Log2((ulong)micros) - 7);
        return Math.Min((doubling * Steps) + (int)(micros >> doubling), (40 * Steps) - 1);
    }

    private static double UpperOf(int index)
    {
        if (index < 2 * Steps)
        {
            return index;
        }

        var doubling = (index / Steps) - 1;
        return (long)(index - (doubling * Steps)) << doubling;
    }
}
