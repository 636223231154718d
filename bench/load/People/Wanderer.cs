using System.Diagnostics;
using System.Net;
using System.Text;
using PortalChat.Load.Target;
using PortalChat.Load.Verdict;
using PortalChat.Load.Wire;

namespace PortalChat.Load.People;

/// <summary>A player who comes, catches up, listens for a while and goes, over and over.</summary>
internal sealed class Wanderer(ServerUnderTest server, int player, string token)
{
    private const int Page = 200;
    private const int Channels = 2;

    private static readonly TimeSpan JoinLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(player);

    public Verdict.Thread Thread { get; } = new(player);

    public int Visits { get; private set; }

    /// <summary>Messages that were neither told during a visit nor there to be read at its beginning.</summary>
    public long Holes { get; private set; }

    /// <summary>Comes and goes until it is enough, and then has everything that was ever stored.</summary>
    /// <param name="messagesOf">How many a chat has in the end; 0 until that is known.</param>
    /// <param name="enough">No more is sent.</param>
    /// <returns>What he would have had to ask for although he was there; 0.</returns>
    public async Task<long> WanderAsync(Func<int, int> messagesOf, CancellationToken enough)
    {
        var isThere = false;
        while (!enough.IsCancellationRequested)
        {
            isThere = true;
            await VisitAsync(messagesOf, enough);
            if (!enough.IsCancellationRequested)
            {
                isThere = false;
                await PauseAsync(1, 10, enough);
            }
        }

        var missing = isThere ? messagesOf(player) - Thread.Whole : 0;
        await CatchUpAsync();
        return missing + Math.Abs(messagesOf(player) - Thread.Whole);
    }

    /// <summary>Asks for what comes after what is held without a hole.</summary>
    private async Task CatchUpAsync()
    {
        using var line = new RestLine(server.Address);
        int count;
        do
        {
            var request = RestLine.Get(
                "GET",
                $"/rest/v1/chat_messages?select=*&chat_request_id=eq.{Population.Chat(player)}&limit={Page}&message_no=gt.{Thread.Whole}&order=message_no.asc",
                server.AnonKey, token, "application/json", "");
            var status = await line.AskAsync(request, CancellationToken.None);
            count = status == 200
                ? Thread.Read(line.Body.Span)
                : throw new InvalidOperationException($"Catching up was answered with {status}: {Encoding.UTF8.GetString(line.Body.Span)}");
        }
        while (count == Page);
    }

    private async Task VisitAsync(Func<int, int> messagesOf, CancellationToken enough)
    {
        // 1. Listen first, then ask: what is stored between the two comes both ways, and nothing comes neither way.
        Thread.Begin();
        using var socket = await ChangeSocket.ConnectAsync(
            server.Address, server.AnonKey, IPAddress.Loopback, Thread.Hear, CancellationToken.None);
        foreach (var join in Joins.OfPlayer(player, token))
        {
            await socket.SendAsync(join, CancellationToken.None);
        }

        using var patience = new CancellationTokenSource(JoinLimit);
        while (Thread.Joined < Channels)
        {
            await Task.Delay(10, patience.Token);
        }

        await CatchUpAsync();

        // 2. From here on the socket alone brings everything.
        await PauseAsync(5, 30, enough);
        Visits++;
        Holes += Thread.Holes;

        // 3. Nothing is sent any more: what is on its way is waited for.
        for (var watch = Stopwatch.StartNew(); Thread.Whole < messagesOf(player) && watch.Elapsed < Patience;)
        {
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private async Task PauseAsync(int least, int most, CancellationToken enough) =>
        await Task.Delay(TimeSpan.FromSeconds(least + (_random.NextDouble() * (most - least))), enough)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
