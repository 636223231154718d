using System.Diagnostics;
using PortalChat.Faults.Tests.Clients;
using PortalChat.Faults.Tests.Stages;
using PortalChat.Faults.Tests.Verdicts;

namespace PortalChat.Faults.Tests.Runs;

/// <summary>
/// Players and staff who write throughout, while a test does something to the servers beneath them; in the end the verdict.
/// </summary>
internal sealed class Run : IAsyncDisposable
{
    private readonly FaultStage _stage;
    private readonly List<ChatClient> _clients = [];
    private readonly List<Writer> _writers = [];
    private readonly CancellationTokenSource _enough = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private Task _writing = Task.CompletedTask;

    private Run(FaultStage stage) => _stage = stage;

    public IReadOnlyList<ChatClient> Clients => _clients;

    public ClientFigures Figures => _clients.Aggregate(new ClientFigures(0, 0, 0, 0, 0, 0), (sum, client) => sum + client.Figures);

    private List<Guid> Players => [.. _clients.Where(client => !client.Account.IsStaff).Select(client => client.Account.Id).Distinct()];

    public ChatClient Client(string name) => _clients.Single(client => client.Name == name);

    /// <summary>Returns once everybody is live and has been acknowledged something.</summary>
    /// <param name="surroundings">Of each client by its name, where they differ from the stage's.</param>
    public static async Task<Run> StartAsync(
        FaultStage stage, Cast? cast = null, Func<string, Surroundings, Surroundings>? surroundings = null)
    {
        var run = new Run(stage);
        try
        {
            await run.OpenAsync(cast ?? new Cast(), surroundings ?? ((_, usual) => usual));
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every writer has been acknowledged so many messages more; whom the fault is about may be left out.</summary>
    public async Task ProgressAsync(int messages = 5, params ChatClient[] without)
    {
        var goals = _writers.Select(writer => writer.Client).Except(without)
            .ToDictionary(client => client, client => client.Notebook.AcknowledgedCount + messages);
        await Until.TrueAsync(
            () => goals.All(goal => goal.Key.Notebook.AcknowledgedCount >= goal.Value),
            () => $"Not everybody got {messages} messages through.\n{Describe()}");
    }

    public Task LiveAsync(params ChatClient[] without) => Until.TrueAsync(
        () => _clients.Except(without).All(client => client.IsLive),
        () => $"Not everybody is live again.\n{Describe()}");

    /// <summary>
    /// Ends the writing and judges. Before that everybody must be live again, and everybody's last word must come live to
    /// all who may see it: that all threads are right by pulling alone would not do.
    /// </summary>
    /// <param name="what">The fault and its numbers, for the line that is printed.</param>
    /// <param name="victim">Who was refused and kept from seeing rows for a while, as the fault was to him alone.</param>
    public async Task EndAsync(string what, ChatClient? victim = null)
    {
        // 1. What was written is acknowledged.
        await _enough.CancelAsync();
        await _writing;
        await Until.TrueAsync(
            () => _clients.TrueForAll(client => client.Notebook.AcknowledgedCount + client.Notebook.RefusedCount == client.Record.Written.Count),
            () => $"Something was never acknowledged.\n{Describe()}");

        // 2. Live again.
        await LastWordsAsync();

        // 3. Everybody's threads are the table's, or the verdict says what differs.
        var verdict = await VerdictAsync();
        for (var tries = 0; verdict.Any(violation => violation.Wrong == Wrong.Different) && tries < 50; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            verdict = await VerdictAsync();
        }

        verdict = [.. verdict.Where(violation => violation.Client != victim?.Name || violation.Wrong is not (Wrong.Skipped or Wrong.Refused))];
        Console.WriteLine($"{what}: {Figures}; {Stopwatch.GetElapsedTime(_began).TotalSeconds:0} s of writing");
        Assert.True(verdict.Count == 0, $"{what}\n{string.Join('\n', verdict.Take(20))}\n{Describe()}");
    }

    public async Task<IReadOnlyList<Violation>> VerdictAsync() =>
        Judge.Judgement(await _stage.ReadTableAsync(Players), [.. _clients.Select(client => client.Record)]);

    public string Describe() => string.Join('\n', _clients.Select(client =>
        $"{client.Name}: {client.Figures}, {client.Record.Written.Count} written, {client.Notebook.RefusedCount} refused, "
        + $"{(client.IsLive ? "live" : "not live")} ({client.Trouble})")) + $"\n{Tail(_stage.Logs)}";

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        _enough.Dispose();
    }

    private async Task OpenAsync(Cast cast, Func<string, Surroundings, Surroundings> surroundings)
    {
        var usual = new Surroundings { Addresses = _stage.Addresses, AnonKey = _stage.AnonKey, Tokens = _stage.Tokens };

        // 1. The people at their tabs.
        var players = await AddAsync("Player", cast.Players, role: null);
        var gres = await AddAsync("Gre", cast.Gres, "gre");
        await AddAsync("Lead", 1, "gre_lead");
        Add($"{players[0].Name}'s other tab", players[0].Account);

        // 2. Each player has a chat, and a GRE answers in it.
        var chats = new List<(Guid Id, Guid PlayerId)>();
        foreach (var (player, i) in players.Select((player, i) => (player, i)))
        {
            _writers.Add(new Writer(player, [], cast));
            await player.WriteAsync(chat: null, cast.Padding, CancellationToken.None);
            await Until.TrueAsync(() => player.Notebook.AcknowledgedCount == 1, Describe);
            var chat = player.Record.Acknowledged[0].ChatId;
            chats.Add((chat, player.Account.Id));
            var claimed = await gres[i % gres.Count].CallAsync("claim_chat", new { chat_request_id = chat });
            Assert.True(claimed.IsOk, claimed.ToString());
        }

        foreach (var (gre, i) in gres.Select((gre, i) => (gre, i)))
        {
            _writers.Add(new Writer(gre, [.. chats.Where((_, chat) => chat % gres.Count == i)], cast));
        }

        // 3. All at once from now on.
        await LiveAsync();
        _writing = Task.WhenAll(_writers.Select(writer => writer.RunAsync(_enough.Token)));
        await ProgressAsync();

        async Task<List<ChatClient>> AddAsync(string name, int count, string? role)
        {
            var added = new List<ChatClient>();
            for (var i = 1; i <= count; i++)
            {
                added.Add(Add($"{name} {i}", await _stage.AddAccountAsync($"{name} {i}", role)));
            }

            return added;
        }

        ChatClient Add(string name, Account account)
        {
            var client = new ChatClient(name, account, surroundings(name, usual));
            _clients.Add(client);
            return client;
        }
    }

    private async Task LastWordsAsync()
    {
        while (true)
        {
            await LiveAsync();
            var words = new List<(Guid Id, Guid PlayerId)>();
            foreach (var writer in _writers)
            {
                words.Add(await writer.WriteAsync(CancellationToken.None));
            }

            // A channel may break once more on the way, as after any fault; then it takes another word.
            var joins = _clients.Sum(client => client.Notebook.JoinCount);
            var isDelivered = false;
            await Until.TrueAsync(
                () => (isDelivered = words.TrueForAll(IsDelivered)) || _clients.Sum(client => client.Notebook.JoinCount) != joins,
                () => $"A last word did not come live.\n{Describe()}");
            if (isDelivered)
            {
                await Until.TrueAsync(
                    () => _clients.TrueForAll(client => client.Notebook.AcknowledgedCount + client.Notebook.RefusedCount == client.Record.Written.Count),
                    Describe);
                return;
            }
        }

        bool IsDelivered((Guid Id, Guid PlayerId) word) => _clients
            .Where(client => client.Account.IsStaff || client.Account.Id == word.PlayerId)
            .All(client => client.Notebook.WasDelivered(word.Id));
    }

    private static string Tail(string log)
    {
        const int MaxCharacters = 6000;
        return log.Length <= MaxCharacters ? log : log[^MaxCharacters..];
    }
}
