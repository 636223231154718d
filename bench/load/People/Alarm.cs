using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PortalChat.Load.People;

/// <summary>Wakes a thread within some 0.1 ms of the time; .NET's own sleeps are whole milliseconds.</summary>
internal static partial class Alarm
{
    /// <param name="timestamp">As <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    public static void SleepUntil(long timestamp)
    {
        while (timestamp - Stopwatch.GetTimestamp() is > 0 and var left)
        {
            var (seconds, rest) = Math.DivRem(left, Stopwatch.Frequency);
            var span = new TimeSpec((nint)seconds, (nint)(rest * (1_000_000_000 / Stopwatch.Frequency)));

            // A signal ends it early; the loop sleeps the rest.
            _ = Sleep(span, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Sleep(in TimeSpec span, nint left);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
