using System.Diagnostics;

namespace PortalChat.Fuzz.Tests.Serving;

/// <summary>
/// What the process holds after a quarter of the work must be about what it holds at the end: a leak of 100 bytes for
/// each of 150,000 requests is 15 MB. The bounds are for what comes and goes with pools, caches and the runtime itself.
/// </summary>
internal sealed class MemoryWatch
{
    private const long HeapBound = 16L << 20;
    private const long WorkingSetBound = 96L << 20;

    private Held? _early;

    public static Held Now()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new Held(GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64, process.HandleCount, ThreadPool.ThreadCount);
    }

    public Held Early() => _early = Now();

    public void End(Held late)
    {
        var early = _early!;
        Assert.True(late.Heap < early.Heap + HeapBound, $"The heap grew: {early}, then {late}.");
        Assert.True(late.WorkingSet < early.WorkingSet + WorkingSetBound, $"The working set grew: {early}, then {late}.");
    }

    internal sealed record Held(long Heap, long WorkingSet, int Handles, int Threads)
    {
        public override string ToString() =>
            $"heap {Heap / 1048576.0:0.0} MB, working set {WorkingSet / 1048576.0:0.0} MB, {Threads} pool threads";
    }
}
