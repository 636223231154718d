using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using PortalChat.Load.Figures;
using PortalChat.Load.Target;
using PortalChat.Load.Wire;

namespace PortalChat.Load.People;

/// <summary>Carries letters over a number of connections, and keeps what was acknowledged.</summary>
internal sealed class Post(ServerUnderTest server, Letters letters, long[] sentAt)
{
    private readonly ConcurrentDictionary<string, int> _refusals = new(StringComparer.Ordinal);
    private readonly bool[] _acknowledged = new bool[sentAt.Length];

    /// <summary>From when a message was due until it was acknowledged.</summary>
    public Latencies Acknowledgements { get; } = new();

    public IEnumerable<int> Acknowledged => Enumerable.Range(0, _acknowledged.Length).Where(index => _acknowledged[index]);

    /// <summary>By status or error, how many requests got no 2xx.</summary>
    public IReadOnlyDictionary<string, int> Refusals => _refusals;

    /// <summary>Sends at a steady rate, however long answers take: a slow server does not slow the load.</summary>
    public async Task SendAtRateAsync(
        int first,
        int perSecond,
        TimeSpan duration,
        int connections,
        CancellationToken cancellationToken)
    {
        var due = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleWriter = true });
        var workers = Enumerable.Range(0, connections).Select(_ => Task.Run(
            async () =>
            {
                using var line = new RestLine(server.Address);
                var buffer = new byte[4096];
                await foreach (var sequence in due.Reader.ReadAllAsync(cancellationToken))
                {
                    await SendAsync(line, sequence, buffer, cancellationToken);
                }
            },
            cancellationToken)).ToList();

        // On a thread of its own: a timer of the thread pool comes up to two milliseconds late, which is not the server's doing.
        await Task.Factory.StartNew(
            () => Schedule(first, perSecond, (int)(perSecond * duration.TotalSeconds), due.Writer, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        due.Writer.Complete();
        await Task.WhenAll(workers);
    }

    /// <summary>Sends as fast as answers come, with so many requests under way; gives how many were sent.</summary>
    public async Task<int> SendClosedAsync(
        int first,
        int inFlight,
        TimeSpan duration,
        CancellationToken cancellationToken)
    {
        var next = first - 1;
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(
            async () =>
            {
                using var line = new RestLine(server.Address);
                var buffer = new byte[4096];
                while (Stopwatch.GetTimestamp() < until && Interlocked.Increment(ref next) is var sequence && sequence < sentAt.Length)
                {
                    sentAt[sequence] = Stopwatch.GetTimestamp();
                    await SendAsync(line, sequence, buffer, cancellationToken);
                }
            },
            cancellationToken)));
        return Math.Min(next + 1, sentAt.Length) - first;
    }

    private void Schedule(int first, int perSecond, int total, ChannelWriter<int> due, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < total && !cancellationToken.IsCancellationRequested; sent++)
        {
            // Due when the schedule says, not when the tool gets to it.
            var at = start + (long)(sent / (double)perSecond * Stopwatch.Frequency);
            Alarm.SleepUntil(at);
            sentAt[first + sent] = at;
            due.TryWrite(first + sent);
        }
    }

    private async Task SendAsync(RestLine line, int sequence, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            var status = await line.AskAsync(buffer.AsMemory(0, letters.Write(sequence, buffer)), cancellationToken);
            if (status is >= 200 and < 300)
            {
                _acknowledged[sequence] = true;
                Acknowledgements.Add(Stopwatch.GetTimestamp() - sentAt[sequence]);
                return;
            }

            var answer = System.Text.Encoding.UTF8.GetString(line.Body.Span[..Math.Min(200, line.Body.Length)]);
            _refusals.AddOrUpdate($"{status} {answer}", 1, (_, count) => count + 1);
        }
        catch (IOException broken)
        {
            _refusals.AddOrUpdate(broken.Message, 1, (_, count) => count + 1);
        }
    }
}
