using Npgsql;
using PortalChat.Load.Figures;
using PortalChat.Load.People;
using PortalChat.Load.Target;

namespace PortalChat.Load.Scenarios;

/// <summary>
/// How long a server takes from the start of its process until it says that it is ready, and until somebody who joins then
/// can hear of changes. The kinds of start come in turns, so that what disturbs the machine disturbs them all alike.
/// </summary>
internal static class Start
{
    /// <summary>Chats written before each crash, for Postgres to find in its log.</summary>
    private const int ChatsToReplay = 1000;

    /// <summary>Of so many rounds one begins on a new folder too, which takes longest.</summary>
    private const int RoundsForOneNew = 3;

    public static async Task RunAsync(Stage stage, int rounds, CancellationToken cancellationToken)
    {
        var folder = NewFolder();
        string[] kinds = ["stopped before", "killed, its Postgres left running", "killed with its Postgres", "new folder", "second server beside it"];
        var starts = kinds.ToDictionary(kind => kind, _ => new Starts(), StringComparer.Ordinal);
        try
        {
            // Unmeasured: makes the folder, and warms the tool and the machine's file cache.
            using (var first = await StartAsync(stage, folder, cancellationToken))
            {
                await first.StopAsync(cancellationToken);
            }

            for (var round = 0; round < rounds; round++)
            {
                await OneRoundAsync(stage, folder, round, [.. kinds.Select(kind => starts[kind])], cancellationToken);
            }
        }
        catch (TimeoutException absent)
        {
            stage.Fail(absent.Message);
        }
        finally
        {
            await RemoveAsync(folder);
        }

        var table = new Table("Start: from the start of the process until each part of the server answers; ms");
        foreach (var kind in kinds.Where(kind => starts[kind].Count > 0))
        {
            table.Add([("folder", kind), .. starts[kind].Cells()]);
        }

        stage.Show(table);
    }

    private static async Task OneRoundAsync(
        Stage stage, string folder, int round, Starts[] starts, CancellationToken cancellationToken)
    {
        // 1. After a clean stop; beside it, while it runs, a second server on the same Postgres.
        using (var clean = await StartAsync(stage, folder, cancellationToken))
        {
            starts[0].Add(clean.Times);
            starts[4].Add(await BesideAsync(stage, folder, cancellationToken));
            await clean.KillAsync(postgresToo: false, cancellationToken);
        }

        // 2. After kill -9 of the server: it takes over the Postgres that it finds.
        using (var killed = await StartAsync(stage, folder, cancellationToken))
        {
            starts[1].Add(killed.Times);
            await using (var owner = NpgsqlDataSource.Create(OwnerOf(folder)))
            {
                await Population.SeedAsync(owner, ChatsToReplay * (round + 1), gres: 1, cancellationToken);
            }

            await killed.KillAsync(postgresToo: true, cancellationToken);
        }

        // 3. After kill -9 of both: Postgres replays its log.
        using (var crashed = await StartAsync(stage, folder, cancellationToken))
        {
            starts[2].Add(crashed.Times);
            await crashed.StopAsync(cancellationToken);
        }

        // 4. With nothing there yet.
        if (round % RoundsForOneNew == 0)
        {
            starts[3].Add(await OnNewFolderAsync(stage, cancellationToken));
        }
    }

    private static Task<WatchedStart> StartAsync(Stage stage, string folder, CancellationToken cancellationToken) =>
        WatchedStart.RunAsync(stage.Root, ServerUnderTest.FreePort(), folder, folder, [], cancellationToken);

    /// <summary>As <c>docs/scale.md</c> does it: the first server is the project that signs people in.</summary>
    private static async Task<StartTimes> BesideAsync(Stage stage, string folder, CancellationToken cancellationToken)
    {
        var first = EnvironmentOf.Folder(folder);
        var own = NewFolder();
        try
        {
            using var second = await WatchedStart.RunAsync(
                stage.Root,
                ServerUnderTest.FreePort(),
                own,
                folder,
                [
                    "--database-url", first["DATABASE_URL"], "--supabase-url", first["SUPABASE_URL"],
                    "--supabase-anon-key", first["SUPABASE_ANON_KEY"],
                ],
                cancellationToken);
            await second.StopAsync(cancellationToken);
            return second.Times;
        }
        finally
        {
            await RemoveAsync(own);
        }
    }

    private static async Task<StartTimes> OnNewFolderAsync(Stage stage, CancellationToken cancellationToken)
    {
        var folder = NewFolder();
        try
        {
            using var made = await StartAsync(stage, folder, cancellationToken);
            await made.StopAsync(cancellationToken);
            return made.Times;
        }
        finally
        {
            await RemoveAsync(folder);
        }
    }

    private static string NewFolder() => Path.Combine(Path.GetTempPath(), $"portalchat-load-{Guid.NewGuid():n}");

    private static string OwnerOf(string folder) => ServerUnderTest.ConnectionString(EnvironmentOf.Folder(folder)["DATABASE_URL"]);

    /// <summary>With the Postgres that a killed server has left there, if there is one.</summary>
    private static async Task RemoveAsync(string folder)
    {
        if (Postmaster.Of(folder) is { } left)
        {
            await left.KillAsync(CancellationToken.None);
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The starts of one kind.</summary>
    private sealed class Starts
    {
        private readonly Latencies _postgres = new();
        private readonly Latencies _listening = new();
        private readonly Latencies _ready = new();
        private readonly Latencies _live = new();

        public long Count => _live.Count;

        public void Add(StartTimes times)
        {
            Add(_postgres, times.Postgres);
            Add(_listening, times.Listening);
            Add(_ready, times.Ready);
            Add(_live, times.Live);
        }

        public IEnumerable<(string, System.Text.Json.Nodes.JsonNode?)> Cells() =>
        [
            ("starts", Count), ("Postgres up p50", _postgres.PercentileMs(50)), ("listening p50", _listening.PercentileMs(50)),
            ("ready p50", _ready.PercentileMs(50)), ("ready max", _ready.MaxMs), ("live p50", _live.PercentileMs(50)),
            ("live max", _live.MaxMs),
        ];

        private static void Add(Latencies of, TimeSpan? time)
        {
            if (time is { } taken)
            {
                of.Add((long)(taken.TotalSeconds * System.Diagnostics.Stopwatch.Frequency));
            }
        }
    }
}
