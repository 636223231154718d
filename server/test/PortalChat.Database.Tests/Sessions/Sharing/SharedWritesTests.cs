using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Database.Sessions.Sharing;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Sessions.Sharing;

/// <summary>[RE8] Which writes go into which transaction, and in which order.</summary>
public sealed class SharedWritesTests
{
    private const int Transactions = 2;

    private readonly ManualClock _clock = new();
    private readonly SharedWrites _writes;
    private readonly Lock _gate = new();
    private readonly List<(IReadOnlyList<SharedWrite> Writes, TaskCompletionSource End)> _begun = [];

    public SharedWritesTests() => _writes = new SharedWrites(Transactions, RunAsync, _clock);

    [Fact]
    public async Task Few_HaveATransactionEach()
    {
        for (var number = 1; number <= SharedWrites.Few; number++)
        {
            Assert.True(_writes.TryAdd(Write()));
            Assert.Single(await BegunAsync(number));
        }
    }

    [Fact]
    public async Task More_WaitForTheNext_AndGoTogetherInTheirOrder()
    {
        await FillAsync();
        var more = Enumerable.Range(0, SharedWrites.MostInOne + 1).Select(_ => Write()).ToList();
        Assert.All(more, write => Assert.True(_writes.TryAdd(write)));
        Assert.Equal(SharedWrites.Few, Begun);

        // As long as there is much to do, a transaction that ends makes room for another only down to the few.
        for (var ended = 0; ended < SharedWrites.Few - Transactions; ended++)
        {
            End(ended);
            Assert.Equal(SharedWrites.Few, Begun);
        }

        End(SharedWrites.Few - Transactions);
        Assert.Equal(more.Take(SharedWrites.MostInOne), await BegunAsync(SharedWrites.Few + 1));

        End(SharedWrites.Few - 1);
        Assert.Equal(more.Skip(SharedWrites.MostInOne), await BegunAsync(SharedWrites.Few + 2));
    }

    [Fact]
    public async Task ThoseOfOneKey_RunAfterEachOther()
    {
        var key = Guid.NewGuid();
        var (first, second, third, other) = (Write(key), Write(key), Write(key), Write());
        Assert.True(_writes.TryAdd(first));
        Assert.Equal([first], await BegunAsync(1));

        Assert.All([second, third, other], write => Assert.True(_writes.TryAdd(write)));
        Assert.Equal([other], await BegunAsync(2));

        End(0);
        Assert.Equal([second, third], await BegunAsync(3));
    }

    [Fact]
    public async Task BehindTransactionsThatAreHeldUp_NoneWaits()
    {
        await FillAsync();
        var waiting = Write();
        Assert.True(_writes.TryAdd(waiting));
        _clock.Advance(SharedWrites.Patience);
        Assert.True(_writes.TryAdd(Write()));
        Assert.False(waiting.End.IsCompleted);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_writes.TryAdd(Write()));

        Assert.False((await waiting.End).HasRun);
        Assert.Equal(SharedWrites.Few, Begun);
        for (var ended = 0; ended < SharedWrites.Few; ended++)
            End(ended);
        Assert.True(_writes.TryAdd(Write()));
        Assert.Single(await BegunAsync(SharedWrites.Few + 1));
    }

    [Fact]
    public async Task WhoHasLeft_IsNotWrittenFor()
    {
        await FillAsync();
        using var leaving = new CancellationTokenSource();
        var (left, stays) = (Write(token: leaving.Token), Write());
        Assert.True(_writes.TryAdd(left));
        Assert.True(_writes.TryAdd(stays));
        await leaving.CancelAsync();

        for (var ended = 0; ended < SharedWrites.Few; ended++)
            End(ended);

        Assert.Equal([stays], await BegunAsync(SharedWrites.Few + 1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.End);
    }

    private int Begun
    {
        get
        {
            lock (_gate)
                return _begun.Count;
        }
    }

    private static SharedWrite<int> Write(Guid? key = null, CancellationToken token = default) => new(
        Caller.Anonymous,
        new SessionSettings { SharesAs = key ?? Guid.NewGuid() },
        new NpgsqlBatchCommand("select 1"),
        (_, _) => Task.FromResult(1),
        token);

    private async Task FillAsync()
    {
        for (var number = 1; number <= SharedWrites.Few; number++)
        {
            Assert.True(_writes.TryAdd(Write()));
            await BegunAsync(number);
        }
    }

    private Task RunAsync(IReadOnlyList<SharedWrite> writes)
    {
        var end = new TaskCompletionSource();
        lock (_gate)
            _begun.Add((writes, end));
        return end.Task;
    }

    private async Task<IReadOnlyList<SharedWrite>> BegunAsync(int number)
    {
        while (Begun < number)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        lock (_gate)
            return _begun[number - 1].Writes;
    }

    /// <summary>What follows from it has happened when it returns: the end's continuation runs at once.</summary>
    private void End(int place)
    {
        lock (_gate)
            _begun[place].End.SetResult();
    }
}
