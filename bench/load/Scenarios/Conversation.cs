using System.Text.Json.Nodes;
using PortalChat.Load.Figures;
using PortalChat.Load.People;
using PortalChat.Load.Target;
using PortalChat.Load.Verdict;

namespace PortalChat.Load.Scenarios;

/// <summary>Open chats at steady rates: from when a message is due until the other side has it.</summary>
internal static class Conversation
{
    private const int Connections = 64;

    public static async Task RunAsync(
        Stage stage,
        int chats,
        int gres,
        IReadOnlyList<int> rates,
        TimeSpan duration,
        bool besidePgbench,
        CancellationToken cancellationToken)
    {
        await using var server = await ServerUnderTest.StartAsync(stage.Root, fileLimit: null, cancellationToken);
        await Population.SeedAsync(server.Owner, chats, gres, cancellationToken);
        var table = new Table($"Conversation: {chats:N0} chats, {gres} GREs, {duration.TotalSeconds:0} s each; ms");
        var bare = new Table("By turns with it, pgbench with the insert alone: no HTTP, nothing delivered; ms");
        await RunOnceAsync(stage, server, chats, gres, 1000, TimeSpan.FromSeconds(10), table: null, cancellationToken);
        foreach (var rate in rates)
        {
            await RunOnceAsync(stage, server, chats, gres, rate, duration, table, cancellationToken);
            if (besidePgbench)
            {
                // As many connections as a server uses first.
                var (_, latencies) = await Pgbench.RunAsync(server, chats, connections: 12, rate, duration, cancellationToken);
                bare.Add([("rate/s", rate), .. Percentiles("insert", latencies)]);
            }
        }

        stage.Show(table);
        if (besidePgbench)
        {
            stage.Show(bare);
        }
    }

    /// <summary>One rate on a server that runs; without a table it only warms up.</summary>
    /// <returns>From when a message was due until its GRE had it.</returns>
    public static async Task<Latencies> RunOnceAsync(
        Stage stage,
        ServerUnderTest server,
        int chats,
        int gres,
        int rate,
        TimeSpan duration,
        Table? table,
        CancellationToken cancellationToken,
        params (string Name, JsonNode? Value)[] label)
    {
        var judge = new Judge(server.Owner);
        var sentAt = new long[(int)(rate * duration.TotalSeconds)];
        await using var crew = await Crew.ConnectAsync(
            server, chats, gres, sentAt, await judge.LastNumbersAsync(cancellationToken), cancellationToken);
        var letters = new Letters(crew, server.AnonKey);
        var post = new Post(server, letters, sentAt);
        var cpu = new CpuMeter(server);
        await post.SendAtRateAsync(0, rate, duration, Connections, cancellationToken);
        var cores = cpu.Cells();
        var findings = await judge.JudgeAsync(crew, post, letters.IdSuffix, cancellationToken);
        if (table is null)
        {
            return crew.ToGres;
        }

        stage.Judge(findings, post);
        table.Add(
        [
            .. label, ("rate/s", rate),
            .. Percentiles("GRE", crew.ToGres), .. Percentiles("tab", crew.ToPlayers), .. Percentiles("ack", post.Acknowledgements),
            .. cores, ("cut off", crew.CutOff), .. findings.Cells,
        ]);
        return crew.ToGres;
    }

    private static IEnumerable<(string, JsonNode?)> Percentiles(string name, Latencies latencies) =>
    [
        ($"{name} p50", latencies.PercentileMs(50)), ($"{name} p95", latencies.PercentileMs(95)),
        ($"{name} p99", latencies.PercentileMs(99)), ($"{name} max", latencies.MaxMs),
    ];
}
