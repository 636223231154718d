using System.Text.Json.Nodes;
using PortalChat.Load.Figures;
using PortalChat.Load.People;
using PortalChat.Load.Questions;
using PortalChat.Load.Target;

namespace PortalChat.Load.Scenarios;

/// <summary>
/// The same desk with few and with many messages in its tables: neither the conversation nor any question of a portal may
/// get slower by more than a fifth. One server for each size, all at once and by turns, so that what disturbs the machine
/// disturbs them all alike.
/// </summary>
internal static class Growth
{
    private const double Most = 1.2;
    private const int Chats = 200;
    private const int Gres = 20;
    private const int Rounds = 3;

    /// <summary>Unmeasured: statements are prepared at their third use, and Postgres settles on a plan after the fifth.</summary>
    private const int WarmTurns = 20;

    /// <summary>A question that takes long is asked less often, but no less than this.</summary>
    private const int FewestTurns = 10;

    private static readonly TimeSpan LongestForOneQuestion = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(
        Stage stage,
        IReadOnlyList<int> sizes,
        int rate,
        TimeSpan duration,
        int turns,
        CancellationToken cancellationToken)
    {
        var desks = new List<Desk>();
        try
        {
            foreach (var size in sizes.Order())
            {
                desks.Add(await Desk.OpenAsync(stage, size, cancellationToken));
            }

            await TalkAsync(stage, desks, rate, duration, cancellationToken);
            await AskAsync(stage, desks, turns, cancellationToken);
            await ExplainAsync(stage, desks, cancellationToken);
        }
        finally
        {
            foreach (var desk in desks)
            {
                await desk.DisposeAsync();
            }
        }
    }

    private static async Task TalkAsync(
        Stage stage,
        IReadOnlyList<Desk> desks,
        int rate,
        TimeSpan duration,
        CancellationToken cancellationToken)
    {
        var table = new Table($"Growth, conversation: {Chats} open chats, {duration.TotalSeconds:0} s each; ms");
        foreach (var desk in desks)
        {
            await Conversation.RunOnceAsync(
                stage, desk.Server, Chats, Gres, 500, TimeSpan.FromSeconds(10), table: null, cancellationToken);
        }

        var medians = desks.Select(_ => new List<double>()).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            for (var desk = 0; desk < desks.Count; desk++)
            {
                var toGres = await Conversation.RunOnceAsync(
                    stage, desks[desk].Server, Chats, Gres, rate, duration, table, cancellationToken, ("messages", desks[desk].Messages));
                medians[desk].Add(toGres.PercentileMs(50) ?? double.NaN);
            }
        }

        stage.Show(table);
        Judge(stage, "conversation", medians.ConvertAll(each => each.Order().ElementAt(Rounds / 2)));
    }

    private static async Task AskAsync(Stage stage, IReadOnlyList<Desk> desks, int turns, CancellationToken cancellationToken)
    {
        var table = new Table($"Growth, questions of the portals: {turns} times each, one at a time; ms");
        for (var number = 0; number < desks[0].Asker.Questions.Count; number++)
        {
            var spent = TimeSpan.Zero;
            for (var turn = -WarmTurns; turn < turns && (spent < LongestForOneQuestion || turn < FewestTurns); turn++)
            {
                foreach (var desk in desks)
                {
                    spent += await desk.Asker.AskAsync(
                        desk.Asker.Questions[number], turn + WarmTurns, isMeasured: turn >= 0, cancellationToken);
                }
            }

            var name = desks[0].Asker.Questions[number].Name;
            var measured = desks.Select(desk => (desk.Messages, Latencies: desk.Asker.Of(desk.Asker.Questions[number]))).ToList();
            table.Add(
            [
                ("question", name),
                .. measured.Select(each => ($"p50 of {each.Messages:N0}", (JsonNode?)each.Latencies.PercentileMs(50))),
                ("ratio", Judge(stage, name, measured.ConvertAll(each => each.Latencies.PercentileMs(50) ?? double.NaN))),
                .. measured.Select(each => ($"p95 of {each.Messages:N0}", (JsonNode?)each.Latencies.PercentileMs(95))),
            ]);
        }

        stage.Show(table);
    }

    /// <summary>Of the slowest size to the smallest.</summary>
    private static double Judge(Stage stage, string what, List<double> medians)
    {
        var ratio = medians.Max() / medians[0];
        if (!(ratio <= Most))
        {
            stage.Fail(FormattableString.Invariant($"{what} takes {ratio:0.00} times as long."));
        }

        return ratio;
    }

    private static async Task ExplainAsync(Stage stage, IReadOnlyList<Desk> desks, CancellationToken cancellationToken)
    {
        var table = new Table("Growth, how Postgres answers: what reads the tables that grow (and how many rows each looks at)");
        var plans = new Table("Growth, plans");
        foreach (var number in Enumerable.Range(0, desks[0].Asker.Questions.Count))
        {
            foreach (var desk in desks)
            {
                var question = desk.Asker.Questions[number];
                var plan = await desk.Asker.ExplainAsync(question, cancellationToken);
                table.Add(("question", question.Name), ("messages", desk.Messages), ("blocks", plan.Blocks), ("plan", plan.Summary));
                plans.Add(("question", question.Name), ("messages", desk.Messages), ("plan", plan.Json));
            }
        }

        stage.Show(table);
        stage.Keep(plans);
    }

    /// <param name="Messages">In its tables, before the conversation.</param>
    private sealed record Desk(ServerUnderTest Server, Asker Asker, long Messages) : IAsyncDisposable
    {
        private static readonly Dictionary<string, string> Settings = new() { ["Api__Plan"] = "true" };

        public static async Task<Desk> OpenAsync(Stage stage, int size, CancellationToken cancellationToken)
        {
            var server = await ServerUnderTest.StartAsync(stage.Root, fileLimit: null, cancellationToken, Settings);
            await Population.SeedAsync(server.Owner, Chats, Gres, cancellationToken);
            await server.WithoutServerAsync(
                superuser => History.FillAsync(superuser, size, Gres, cancellationToken), cancellationToken);
            await using var count = server.Owner.CreateCommand("select sum(message_count) from public.chat_requests");
            count.CommandTimeout = 600;
            var messages = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
            stage.Output.WriteLine($"{messages:N0} messages are in the tables.");
            return new Desk(server, await Asker.ForAsync(server, cancellationToken), messages);
        }

        public ValueTask DisposeAsync()
        {
            Asker.Dispose();
            return Server.DisposeAsync();
        }
    }
}
