using System.Collections.Concurrent;
using System.Diagnostics;
using PortalChat.Fuzz.Tests.Serving;
using PortalChat.Testing;

namespace PortalChat.Fuzz.Tests.Requests;

/// <summary>
/// [RE65] [AU112] Mutated requests to all three dialects: none is answered with a 5xx or not at all, nothing is logged as
/// an error, nothing grows, and somebody who chats beside them notices nothing.
/// </summary>
public sealed class RequestFuzzTests(PostgresFixture postgres) : IDisposable
{
    private const int Workers = 8;
    private const int BatchSize = 1_000;

    private readonly ConcurrentDictionary<string, int> _statuses = new();
    private readonly ConcurrentQueue<string> _failures = new();

    /// <summary>
    /// Writes come one after another: two that lock each other out are answered with a 5xx for a reason, and what is
    /// looked for here is in one request.
    /// </summary>
    private readonly SemaphoreSlim _writing = new(1);

    public void Dispose() => _writing.Dispose();

    [Fact]
    public async Task Requests_Mutated_HurtNobody()
    {
        await using var server = await FuzzServer.StartAsync(postgres);
        await using var bystander = await Bystander.ComeAsync(server);
        using var unobserved = new UnobservedExceptions();
        var connections = Enumerable.Range(0, Workers).Select(_ => new RawConnection(server.Address)).ToList();
        var memory = new MemoryWatch();
        var clock = Stopwatch.StartNew();
        var done = 0;
        var early = default(MemoryWatch.Held);
        while (done < FuzzSettings.Count && _failures.IsEmpty && server.Log.Errors.IsEmpty)
        {
            var cast = await FuzzCast.ComeAsync(server, done);
            await server.TidyAsync([bystander.Person.Id, .. cast.Ids]);
            var batch = Math.Min(BatchSize, FuzzSettings.Count - done);
            await RunAsync(connections, new RequestMutation(cast), done, batch, bystander);
            done += batch;
            if (early is null && done * 4 >= FuzzSettings.Count)
            {
                early = memory.Early();
            }
        }

        connections.ForEach(connection => connection.Dispose());
        var late = MemoryWatch.Now();
        var report = $"{done} requests of seed {FuzzSettings.Seed} in {clock.Elapsed.TotalSeconds:0} s; "
            + string.Join(", ", _statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"))
            + $"; a quarter: {early}; all: {late}; bystander well {bystander.Rounds} times";
        Console.WriteLine(report);

        Assert.True(_failures.IsEmpty && server.Log.Errors.IsEmpty, string.Join('\n', [report, .. _failures, .. server.Log.Errors]));
        Assert.Empty(unobserved.All);
        memory.End(late);
        await server.AtRestAsync(sockets: 1);
    }

    private async Task RunAsync(
        List<RawConnection> connections, RequestMutation mutation, int from, int count, Bystander bystander)
    {
        var next = from - 1;
        var work = connections.Select(async connection =>
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) < from + count && _failures.Count < 20)
            {
                await TryAsync(connection, number, mutation.Make(number));
            }
        }).ToList();
        do
        {
            await bystander.StayWellAsync();
        }
        while (!work.All(task => task.IsCompleted));

        await Task.WhenAll(work);
    }

    private async Task TryAsync(RawConnection connection, int number, FuzzRequest request)
    {
        var isWrite = request.Target.StartsWith("/rest", StringComparison.Ordinal) && request.Method is not ("GET" or "HEAD");
        if (isWrite)
        {
            await _writing.WaitAsync();
        }

        try
        {
            var (status, text) = await connection.SendAsync(request);
            var part = request.Target.Split('/') is [_, "rest" or "auth" or "realtime", ..] and var names ? names[1] : "other";
            _statuses.AddOrUpdate($"{part} {status}", 1, (_, times) => times + 1);
            if (status is >= 500 or -1 || (status == 0 && !request.IsBadlyFramed))
            {
                _failures.Enqueue($"request {number}: {status} {request}\n    {text}");
            }
        }
        finally
        {
            if (isWrite)
            {
                _writing.Release();
            }
        }
    }
}
