using System.Diagnostics;
using PortalChat.Load.Figures;
using PortalChat.Load.People;
using PortalChat.Load.Target;
using PortalChat.Load.Wire;

namespace PortalChat.Load.Scenarios;

/// <summary>How many idle players fit, what they cost, and what happens where the machine has no more files.</summary>
internal static class Crowd
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(
        Stage stage,
        IReadOnlyList<int> sizes,
        int fileLimit,
        CancellationToken cancellationToken)
    {
        var table = new Table("Crowd: idle players, each with a socket and two channels");
        await using (var server = await ServerUnderTest.StartAsync(stage.Root, fileLimit: null, cancellationToken))
        {
            await Population.SeedAsync(server.Owner, sizes.Max(), gres: 1, cancellationToken);
            var mint = new TokenMint(server.DataFolder);
            var sockets = new List<ChangeSocket>();
            var empty = ProcessReading.Of(server.ProcessId);
            table.Add(("sockets", 0), ("MB", empty.MemoryBytes / 1e6), ("handles", empty.Handles));
            foreach (var size in sizes.Order())
            {
                await GrowAsync(server, mint, sockets, size, empty, table, cancellationToken);
            }

            sockets.ForEach(socket => socket.Dispose());
        }

        stage.Show(table);
        stage.Show(await AtTheFileLimitAsync(stage, fileLimit, cancellationToken));
    }

    private static async Task GrowAsync(
        ServerUnderTest server,
        TokenMint mint,
        List<ChangeSocket> sockets,
        int size,
        ProcessReading empty,
        Table table,
        CancellationToken cancellationToken)
    {
        var first = sockets.Count;
        var live = 0;
        var tokens = Enumerable.Range(first + 1, size - first).Select(mint.Player).ToList();
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(first, size, cancellationToken, async (socket, stop) =>
        {
            var opened = await ChangeSocket.ConnectAsync(server.Address, server.AnonKey, Loopback.For(socket), frame =>
            {
                if (frame.IndexOf("\"phx_reply\""u8) >= 0 && frame.IndexOf("\"status\":\"ok\""u8) >= 0)
                {
                    Interlocked.Increment(ref live);
                }
            }, stop);
            lock (sockets)
            {
                sockets.Add(opened);
            }

            foreach (var join in Joins.OfPlayer(socket + 1, tokens[socket - first]))
            {
                await opened.SendAsync(join, stop);
            }
        });
        while (live < 2 * (size - first))
        {
            await Task.Delay(20, cancellationToken);
        }

        var connecting = watch.Elapsed;
        var before = ProcessReading.Of(server.ProcessId);
        await Task.Delay(Idle, cancellationToken);
        var after = ProcessReading.Of(server.ProcessId);
        table.Add(
            ("sockets", size), ("MB", after.MemoryBytes / 1e6),
            ("MB per 1,000", (after.MemoryBytes - empty.MemoryBytes) / 1e3 / size),
            ("connected in s", connecting.TotalSeconds), ("connects/s", (size - first) / connecting.TotalSeconds),
            ("idle cores", (after.Cpu - before.Cpu) / Idle), ("handles", after.Handles),
            ("dropped", sockets.Count(socket => socket.Ended.IsCompleted)));
    }

    /// <summary>A server that may open few files: who is connected stays, who comes waits or is refused, and it recovers.</summary>
    private static async Task<Table> AtTheFileLimitAsync(Stage stage, int fileLimit, CancellationToken cancellationToken)
    {
        await using var server = await ServerUnderTest.StartAsync(stage.Root, fileLimit, cancellationToken);
        var sockets = new List<ChangeSocket>();
        var refused = 0;
        for (var socket = 0; socket < fileLimit + 200; socket++)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromMilliseconds(refused == 0 ? 5000 : 50));
            try
            {
                sockets.Add(await ChangeSocket.ConnectAsync(
                    server.Address, server.AnonKey, Loopback.For(socket), _ => { }, patience.Token));
            }
            catch (Exception full) when (full is IOException or System.Net.Sockets.SocketException or OperationCanceledException)
            {
                refused++;
            }
        }

        var dropped = sockets.Count(socket => socket.Ended.IsCompleted);
        foreach (var socket in sockets.Take(sockets.Count / 2))
        {
            socket.Dispose();
        }

        var recovery = Stopwatch.StartNew();
        using var line = new RestLine(server.Address);
        var request = RestLine.Post("/rest/v1/rpc/send_support_message", server.AnonKey, server.AnonKey, "return=minimal", "{}");
        var status = await line.AskAsync(request, cancellationToken);
        var table = new Table($"At the limit of {fileLimit:N0} open files");
        table.Add(
            ("connected", sockets.Count), ("not let in", refused), ("dropped meanwhile", dropped),
            ("status of a request once half have left", status), ("after ms", recovery.Elapsed.TotalMilliseconds));
        return table;
    }
}
