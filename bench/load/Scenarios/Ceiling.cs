using System.Diagnostics;
using PortalChat.Load.Figures;
using PortalChat.Load.People;
using PortalChat.Load.Target;
using PortalChat.Load.Verdict;

namespace PortalChat.Load.Scenarios;

/// <summary>As many messages as will go through, beside pgbench with the same insert on the same Postgres.</summary>
internal static class Ceiling
{
    public static async Task RunAsync(
        Stage stage,
        int chats,
        int gres,
        int inFlight,
        TimeSpan duration,
        CancellationToken cancellationToken)
    {
        await using var server = await ServerUnderTest.StartAsync(stage.Root, fileLimit: null, cancellationToken);
        await Population.SeedAsync(server.Owner, chats, gres, cancellationToken);
        await Conversation.RunOnceAsync(stage, server, chats, gres, 1000, TimeSpan.FromSeconds(10), table: null, cancellationToken);

        var table = new Table($"Ceiling: {inFlight} in flight, {chats:N0} chats, {duration.TotalSeconds:0} s each");
        var before = (await Pgbench.RunAsync(server, chats, inFlight, rate: null, duration, cancellationToken)).PerSecond;
        var ours = await ServeAsync(stage, server, chats, gres, inFlight, duration, table, cancellationToken);
        var after = (await Pgbench.RunAsync(server, chats, inFlight, rate: null, duration, cancellationToken)).PerSecond;
        table.Add(("what", "pgbench, before"), ("messages/s", before));
        table.Add(("what", "pgbench, after"), ("messages/s", after));
        table.Add(("what", "server to pgbench"), ("messages/s", ours / ((before + after) / 2)));
        stage.Show(table);
    }

    private static async Task<double> ServeAsync(
        Stage stage,
        ServerUnderTest server,
        int chats,
        int gres,
        int inFlight,
        TimeSpan duration,
        Table table,
        CancellationToken cancellationToken)
    {
        var judge = new Judge(server.Owner);
        var sentAt = new long[(int)(20_000 * duration.TotalSeconds)];
        await using var crew = await Crew.ConnectAsync(
            server, chats, gres, sentAt, await judge.LastNumbersAsync(cancellationToken), cancellationToken);
        var letters = new Letters(crew, server.AnonKey);
        var post = new Post(server, letters, sentAt);
        var cpu = new CpuMeter(server);
        var watch = Stopwatch.StartNew();
        var sent = await post.SendClosedAsync(0, inFlight, duration, cancellationToken);
        var cores = cpu.Cells();
        var findings = await judge.JudgeAsync(crew, post, letters.IdSuffix, cancellationToken);

        // Done when the last one has been delivered to everybody, not when it was acknowledged.
        var rate = sent / watch.Elapsed.TotalSeconds;
        stage.Judge(findings, post);
        table.Add(
        [
            ("what", "server, delivered"), ("messages/s", rate),
            ("deliveries/s", crew.Listeners.Sum(listener => listener.Deliveries) / watch.Elapsed.TotalSeconds),
            ("ack p50", post.Acknowledgements.PercentileMs(50)), ("ack p99", post.Acknowledgements.PercentileMs(99)),
            ("GRE p50", crew.ToGres.PercentileMs(50)), ("GRE p99", crew.ToGres.PercentileMs(99)),
            .. cores, ("cut off", crew.CutOff), .. findings.Cells,
        ]);
        return rate;
    }
}
