using System.Diagnostics;
using System.Globalization;
using System.Net;
using PortalChat.Load.Figures;
using PortalChat.Load.People;
using PortalChat.Load.Target;
using PortalChat.Load.Verdict;

namespace PortalChat.Load.Scenarios;

/// <summary>
/// A steady rate for long. Half of the players and all GREs stay; the other players come, catch up, listen and go. Nothing
/// may be lost to anybody, and nothing may grow.
/// </summary>
internal static class Soak
{
    private const int Connections = 64;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(
        Stage stage,
        TimeSpan duration,
        int rate,
        int chats,
        int gres,
        CancellationToken cancellationToken)
    {
        // 1. The server, those who stay, and those who come and go.
        var metrics = new IPEndPoint(IPAddress.Loopback, ServerUnderTest.FreePort());
        await using var server = await ServerUnderTest.StartAsync(
            stage.Root, fileLimit: null, cancellationToken, new Dictionary<string, string> { ["PORTALCHAT_METRICS_URLS"] = $"http://{metrics}" });
        await Population.SeedAsync(server.Owner, chats, gres, cancellationToken);
        var judge = new Judge(server.Owner);
        var sentAt = new long[(int)(rate * duration.TotalSeconds)];
        await using var crew = await Crew.ConnectAsync(
            server, chats, gres, sentAt, await judge.LastNumbersAsync(cancellationToken), cancellationToken, listening: chats / 2);
        var letters = new Letters(crew, server.AnonKey);
        var post = new Post(server, letters, sentAt);
        var wanderers = Enumerable.Range(crew.PlayersListening + 1, chats - crew.PlayersListening)
            .Select(player => new Wanderer(server, player, crew.PlayerTokens[player - 1])).ToList();
        var numbers = new Dictionary<int, int>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wandering = wanderers.ConvertAll(each => Task.Run(
            () => each.WanderAsync(chat => numbers.GetValueOrDefault(chat), enough.Token), CancellationToken.None));

        // 2. The load, and a look at everything from time to time.
        var cpu = new CpuMeter(server);
        var sending = post.SendAtRateAsync(0, rate, duration, Connections, cancellationToken);
        var readings = await WatchAsync(stage, server, metrics, sending, cancellationToken);
        await sending;
        var cores = cpu.Cells();

        // 3. The verdict: first those who stayed, as by then everything has been delivered to everybody.
        var findings = await judge.JudgeAsync(crew, post, letters.IdSuffix, cancellationToken);
        numbers = await judge.LastNumbersAsync(cancellationToken);
        await enough.CancelAsync();
        await ((Task)Task.WhenAll(wandering)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var failed in wandering.Where(each => !each.IsCompletedSuccessfully))
        {
            stage.Fail($"Somebody who came and went could not: {failed.Exception?.GetBaseException().Message ?? "it took too long."}");
        }

        findings = findings with
        {
            Lost = findings.Lost + wanderers.Sum(each => each.Holes)
                + wandering.Where(each => each.IsCompletedSuccessfully).Sum(each => each.Result),
            Doubled = findings.Doubled + wanderers.Sum(each => each.Thread.Doubled),
            Misordered = findings.Misordered + wanderers.Sum(each => each.Thread.Misordered),
            Leaked = findings.Leaked + wanderers.Sum(each => each.Thread.Leaked),
        };
        stage.Judge(findings, post);
        if (crew.CutOff > 0)
        {
            stage.Fail($"{crew.CutOff} sockets that were to stay have been closed.");
        }

        var table = new Table($"Soak: {rate}/s for {duration.TotalMinutes:0.#} min, {chats:N0} chats, half of the players coming and going; ms");
        table.Add(
        [
            ("messages", sentAt.Length), ("visits", wanderers.Sum(each => each.Visits)),
            ("GRE p50", crew.ToGres.PercentileMs(50)), ("GRE p99", crew.ToGres.PercentileMs(99)),
            ("ack p50", post.Acknowledgements.PercentileMs(50)), ("ack p99", post.Acknowledgements.PercentileMs(99)),
            .. cores, ("cut off", crew.CutOff), .. findings.Cells,
        ]);
        stage.Show(table);
        Judge(stage, readings);
    }

    private static async Task<List<Reading>> WatchAsync(
        Stage stage,
        ServerUnderTest server,
        IPEndPoint metrics,
        Task sending,
        CancellationToken cancellationToken)
    {
        var table = new Table("Soak, readings");
        var readings = new List<Reading>();
        var watch = Stopwatch.StartNew();
        using var http = new HttpClient();
        while (await Task.WhenAny(sending, Task.Delay(Interval, cancellationToken)) != sending)
        {
            var reading = await Reading.TakeAsync(server, http, metrics, cancellationToken);
            readings.Add(reading);
            table.Add(
                ("s", watch.Elapsed.TotalSeconds), ("MB", reading.Process.MemoryBytes / 1e6), ("heap MB", reading.HeapBytes / 1e6),
                ("handles", reading.Process.Handles), ("threads", reading.Process.Threads), ("sockets", reading.Sockets),
                ("subscriptions", reading.Subscriptions), ("queue kB", reading.QueueBytes / 1e3),
                ("Postgres connections", reading.Connections), ("slots", reading.Slots), ("retained MB", reading.RetainedBytes / 1e6));
        }

        stage.Keep(table);
        return readings;
    }

    private static void Judge(Stage stage, List<Reading> readings)
    {
        Flatness Of(string name, Func<Reading, double> value, double factor, double slack) =>
            Flatness.Of(name, readings.ConvertAll(reading => value(reading)), factor, slack);
        if (readings.Count < 5)
        {
            stage.Fail($"{readings.Count} readings are too few to say whether anything grows.");
            return;
        }

        // The slack is what these swing by within a minute: sockets come and go, the collector takes its time, and Postgres
        // lets go of its log at checkpoints.
        List<Flatness> all =
        [
            Of("memory, MB", reading => reading.Process.MemoryBytes / 1e6, 1.1, 20),
            Of("heap, MB", reading => reading.HeapBytes / 1e6, 1.1, 20),
            Of("handles", reading => reading.Process.Handles, 1.1, 20),
            Of("threads", reading => reading.Process.Threads, 1.1, 5),
            Of("subscriptions", reading => reading.Subscriptions, 1.1, 20),
            Of("queued, kB", reading => reading.QueueBytes / 1e3, 1.1, 100),
            Of("Postgres connections", reading => reading.Connections, 1.1, 5),
            Of("slots", reading => reading.Slots, 1, 0),
            Of("log kept for slots, MB", reading => reading.RetainedBytes / 1e6, 1.1, 64),
        ];
        var table = new Table($"Soak, what may not grow: medians of the first and the last third, by {readings.Count} readings");
        foreach (var each in all)
        {
            table.Add(("of", each.Name), ("first", each.First), ("last", each.Last), ("at most", each.Most));
            if (!each.IsFlat)
            {
                stage.Fail(string.Create(CultureInfo.InvariantCulture, $"{each.Name} grew from {each.First:0.#} to {each.Last:0.#}."));
            }
        }

        stage.Show(table);
    }
}
