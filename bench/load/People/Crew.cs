using System.Diagnostics;
using System.Net;
using PortalChat.Load.Figures;
using PortalChat.Load.Target;
using PortalChat.Load.Verdict;
using PortalChat.Load.Wire;

namespace PortalChat.Load.People;

/// <summary>
/// Everybody who is connected: each player with one tab that listens, each GRE with the queue and his chats. Whoever
/// writes does it over REST, as from another tab.
/// </summary>
internal sealed class Crew : IAsyncDisposable
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan JoinLimit = TimeSpan.FromMinutes(2);

    private readonly ServerUnderTest _server;
    private readonly TokenMint _mint;
    private readonly long[] _sentAt;
    private readonly CancellationTokenSource _ended = new();
    private readonly List<(ChangeSocket Socket, Listener Listener)> _sockets = [];
    private Task _heartbeats = Task.CompletedTask;

    private Crew(ServerUnderTest server, int players, int gres, long[] sentAt)
    {
        _server = server;
        _mint = new TokenMint(server.DataFolder);
        _sentAt = sentAt;
        Players = players;
        Gres = gres;
        PlayerTokens = [.. Enumerable.Range(1, players).Select(_mint.Player)];
        GreTokens = [.. Enumerable.Range(1, gres).Select(_mint.Gre)];
    }

    public int Players { get; }

    /// <summary>1 to n of them have a tab.</summary>
    public int PlayersListening { get; private init; }

    public int Gres { get; }

    public IReadOnlyList<string> PlayerTokens { get; }

    public IReadOnlyList<string> GreTokens { get; }

    /// <summary>To the sender's other tab, or the other side's answer to the player.</summary>
    public Latencies ToPlayers { get; } = new();

    public Latencies ToGres { get; } = new();

    public IEnumerable<Listener> Listeners => _sockets.Select(each => each.Listener);

    /// <summary>Those of them whose connection has held. The others were told, by its end, to ask for what they missed.</summary>
    public IEnumerable<Listener> Connected => _sockets.Where(each => !each.Socket.Ended.IsCompleted).Select(each => each.Listener);

    /// <summary>Readers that the server cut off because they did not keep up.</summary>
    public int CutOff => _sockets.Count(each => each.Socket.Ended.IsCompleted);

    /// <summary>Connects everybody and waits until every channel is live.</summary>
    /// <param name="server">Where.</param>
    /// <param name="players">1 to n, with the chats of the same numbers.</param>
    /// <param name="gres">1 to n.</param>
    /// <param name="sentAt">By a message's number in this run, when it was due.</param>
    /// <param name="lastNumbers">The newest message of each chat now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="listening">Of the players, 1 to n have a tab; null: all.</param>
    public static async Task<Crew> ConnectAsync(
        ServerUnderTest server,
        int players,
        int gres,
        long[] sentAt,
        IReadOnlyDictionary<int, int> lastNumbers,
        CancellationToken cancellationToken,
        int? listening = null)
    {
        var crew = new Crew(server, players, gres, sentAt) { PlayersListening = listening ?? players };
        await Parallel.ForAsync(1, players + gres + 1, cancellationToken, async (number, stop) =>
        {
            if (number <= crew.PlayersListening)
            {
                await crew.AddPlayerAsync(number, lastNumbers, stop);
            }
            else if (number > players)
            {
                await crew.AddGreAsync(number - players, lastNumbers, stop);
            }
        });
        crew._heartbeats = crew.BeatAsync();
        return crew;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _heartbeats.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (socket, _) in _sockets)
        {
            socket.Dispose();
        }

        _ended.Dispose();
    }

    private Task AddPlayerAsync(int player, IReadOnlyDictionary<int, int> lastNumbers, CancellationToken stop)
    {
        var listener = new Listener(_sentAt, ToPlayers) { IsPlayers = true };
        listener.Expect(player, lastNumbers.GetValueOrDefault(player));
        return AddAsync(listener, [.. Joins.OfPlayer(player, PlayerTokens[player - 1])], stop);
    }

    private Task AddGreAsync(int gre, IReadOnlyDictionary<int, int> lastNumbers, CancellationToken stop)
    {
        var listener = new Listener(_sentAt, ToGres);
        var chats = Enumerable.Range(1, Players).Where(chat => Population.GreOf(chat, Gres) == gre).ToList();
        chats.ForEach(chat => listener.Expect(chat, lastNumbers.GetValueOrDefault(chat)));
        return AddAsync(listener, [.. Joins.OfGre(chats, GreTokens[gre - 1])], stop);
    }

    private async Task AddAsync(Listener listener, IReadOnlyList<string> joins, CancellationToken stop)
    {
        listener.ExpectReplies(joins.Count);
        var socket = await ChangeSocket.ConnectAsync(_server.Address, _server.AnonKey, IPAddress.Loopback, listener.Hear, stop);
        lock (_sockets)
        {
            _sockets.Add((socket, listener));
        }

        foreach (var join in joins)
        {
            await socket.SendAsync(join, stop);
        }

        for (var watch = Stopwatch.StartNew(); !listener.IsLive;)
        {
            if (watch.Elapsed > JoinLimit || socket.Ended.IsCompleted)
            {
                throw new InvalidOperationException(
                    $"A socket is not live after {watch.Elapsed}{(socket.Ended.IsCompleted ? $": {await socket.Ended}" : ".")}");
            }

            await Task.Delay(5, stop);
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(HeartbeatInterval);
        while (await timer.WaitForNextTickAsync(_ended.Token))
        {
            foreach (var (socket, _) in _sockets)
            {
                if (!socket.Ended.IsCompleted)
                {
                    await socket.SendAsync(Joins.Heartbeat, _ended.Token);
                }
            }
        }
    }
}
