using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using PortalChat.Load.Figures;
using PortalChat.Load.People;
using PortalChat.Load.Target;
using PortalChat.Load.Verdict;
using PortalChat.Load.Wire;

namespace PortalChat.Load.Scenarios;

/// <summary>
/// Many sockets that may all see a change: staff on the queue. Beside it, in the same run, a bare Kestrel sends the same
/// bytes to as many sockets.
/// </summary>
internal static class FanOut
{
    /// <summary>Changes that are under way at once.</summary>
    private const int Window = 8;

    private const int MostChanges = 1_000_000;

    public static async Task RunAsync(
        Stage stage,
        IReadOnlyList<int> sizes,
        int people,
        TimeSpan duration,
        CancellationToken cancellationToken)
    {
        var table = new Table($"Fan-out: sockets of {people:N0} GREs on the queue, {Window} changes under way, {duration.TotalSeconds:0} s each; ms");
        foreach (var size in sizes)
        {
            var frame = new Captured();
            var ours = await OursAsync(stage, size, Math.Min(size, people), duration, table, frame, cancellationToken);
            var bare = await BareAsync(size, duration, table, frame, cancellationToken);
            table.Add(("what", "server to bare"), ("sockets", size), ("deliveries/s", ours / bare));
        }

        stage.Show(table);
    }

    private static async Task<double> OursAsync(
        Stage stage,
        int size,
        int people,
        TimeSpan duration,
        Table table,
        Captured frame,
        CancellationToken cancellationToken)
    {
        await using var server = await ServerUnderTest.StartAsync(stage.Root, fileLimit: null, cancellationToken);
        await Population.SeedAsync(server.Owner, players: 1, people, cancellationToken);
        var mint = new TokenMint(server.DataFolder);
        var joins = Enumerable.Range(1, people).Select(gre => Joins.Queue(mint.Gre(gre))).ToList();
        var letter = new byte[4096];
        var gre = Population.GreOf(1, people);
        var template = RestLine.Post(
            "/rest/v1/chat_messages", server.AnonKey, mint.Gre(gre), "return=minimal",
            $$"""{"chat_request_id":"{{Population.Chat(1)}}","player_id":"{{Population.Player(1)}}","sender_id":"{{Population.Gre(gre)}}","sender_type":"gre","message_text":"I am looking into it."}""");
        template.CopyTo(letter, 0);

        await using var crowd = await Crowd.ConnectAsync(
            server.Address, server.AnonKey, size, socket => joins[socket % people], frame, cancellationToken);
        var lines = Enumerable.Range(0, Window).Select(_ => new RestLine(server.Address)).ToList();
        var cpu = new CpuMeter(server);
        var rate = await PumpAsync(
            crowd,
            duration,
            async (count, line) =>
            {
                var status = await lines[line].AskAsync(letter.AsMemory(0, template.Length), cancellationToken);
                return status == 201 ? true : throw new InvalidOperationException($"A message was answered with {status}.");
            });
        var findings = new Findings(0, 0, crowd.Listeners.Misordered, 0, 0, 0);
        stage.Judge(findings);
        table.Add(
        [
            ("what", "server, under RLS"), ("sockets", size), ("deliveries/s", rate),
            ("p50", crowd.Latencies.PercentileMs(50)), ("p99", crowd.Latencies.PercentileMs(99)),
            .. cpu.Cells(), ("misordered", findings.Misordered), ("dropped", crowd.Dropped),
        ]);
        lines.ForEach(line => line.Dispose());
        return rate;
    }

    private static async Task<double> BareAsync(
        int size,
        TimeSpan duration,
        Table table,
        Captured frame,
        CancellationToken cancellationToken)
    {
        var (process, address) = await BareBroadcast.StartAsync(cancellationToken);
        using var bare = process;
        try
        {
            await using var crowd = await Crowd.ConnectAsync(
                address, "none", size, joinOf: null, new Captured(), cancellationToken);
            var lines = Enumerable.Range(0, Window).Select(_ => new RestLine(address)).ToList();
            var before = ProcessReading.Of(process.Id).Cpu;
            var watch = Stopwatch.StartNew();
            var rate = await PumpAsync(
                crowd,
                duration,
                async (count, line) =>
                {
                    await lines[line].AskAsync(Broadcast(frame.WithCount(count)), cancellationToken);
                    return true;
                });
            table.Add(
                ("what", "bare Kestrel"), ("sockets", size), ("deliveries/s", rate),
                ("p50", crowd.Latencies.PercentileMs(50)), ("p99", crowd.Latencies.PercentileMs(99)),
                ("server cores", (ProcessReading.Of(process.Id).Cpu - before) / watch.Elapsed));
            lines.ForEach(line => line.Dispose());
            return rate;
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>Keeps a window of changes under way until the time is up; gives deliveries a second.</summary>
    private static async Task<double> PumpAsync(Crowd crowd, TimeSpan duration, Func<int, int, Task<bool>> send)
    {
        // A few to warm up, one after the other.
        var next = 0;
        for (; next < 20; next++)
        {
            await SendAndWaitAsync(crowd, next + 1, 0, send);
        }

        var (before, watch) = (crowd.Listeners.Deliveries, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Window).Select(line => Task.Run(async () =>
        {
            while (watch.Elapsed < duration && Interlocked.Increment(ref next) is var count && count < MostChanges)
            {
                await SendAndWaitAsync(crowd, count, line, send);
            }
        })));
        return (crowd.Listeners.Deliveries - before) / watch.Elapsed.TotalSeconds;
    }

    private static async Task SendAndWaitAsync(Crowd crowd, int count, int line, Func<int, int, Task<bool>> send)
    {
        crowd.SentAt[count] = Stopwatch.GetTimestamp();
        await send(count, line);
        for (var watch = Stopwatch.StartNew(); !crowd.Listeners.HaveAll(count);)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw new InvalidOperationException($"Change {count} did not reach everybody within a minute.");
            }

            await Task.Delay(1);
        }
    }

    private static byte[] Broadcast(byte[] frame) =>
    [
        .. Encoding.ASCII.GetBytes($"POST /broadcast HTTP/1.1\r\nHost: load\r\nContent-Length: {frame.Length}\r\n\r\n"), .. frame,
    ];

    /// <summary>A frame as the server sends it, for the bare one to send the same bytes.</summary>
    internal sealed class Captured
    {
        private string _frame = "";

        public void Keep(ReadOnlySpan<byte> frame)
        {
            if (_frame.Length == 0 && frame.IndexOf("\"message_count\":"u8) >= 0)
            {
                _frame = Encoding.UTF8.GetString(frame);
            }
        }

        public byte[] WithCount(int count)
        {
            var start = _frame.IndexOf("\"message_count\":", StringComparison.Ordinal) + 16;
            var end = _frame.IndexOf(',', start);
            return Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{_frame.AsSpan(0, start)}{count}{_frame.AsSpan(end)}"));
        }
    }

    /// <summary>Sockets that hear of one row.</summary>
    private sealed class Crowd : IAsyncDisposable
    {
        private readonly ChangeSocket[] _sockets;

        private Crowd(int size)
        {
            _sockets = new ChangeSocket[size];
            Listeners = new RowListeners(size, SentAt, Latencies);
        }

        public long[] SentAt { get; } = new long[MostChanges];

        public Latencies Latencies { get; } = new();

        public RowListeners Listeners { get; }

        public int Dropped => _sockets.Count(socket => socket.Ended.IsCompleted);

        public static async Task<Crowd> ConnectAsync(
            IPEndPoint server,
            string apiKey,
            int size,
            Func<int, string>? joinOf,
            Captured frame,
            CancellationToken cancellationToken)
        {
            var crowd = new Crowd(size);
            await Parallel.ForAsync(0, size, cancellationToken, async (socket, stop) =>
            {
                crowd._sockets[socket] = await ChangeSocket.ConnectAsync(server, apiKey, Loopback.For(socket), bytes =>
                {
                    if (socket == 0)
                    {
                        frame.Keep(bytes);
                    }

                    crowd.Listeners.Hear(socket, bytes);
                }, stop);
                if (joinOf is not null)
                {
                    await crowd._sockets[socket].SendAsync(joinOf(socket), stop);
                }
            });

            while (joinOf is not null && crowd.Listeners.Live < size)
            {
                await Task.Delay(20, cancellationToken);
            }

            return crowd.Listeners.Refusal is { } refusal ? throw new InvalidOperationException(refusal) : crowd;
        }

        public ValueTask DisposeAsync()
        {
            foreach (var socket in _sockets)
            {
                socket.Dispose();
            }

            return ValueTask.CompletedTask;
        }
    }
}
