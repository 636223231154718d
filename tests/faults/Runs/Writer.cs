using PortalChat.Faults.Tests.Clients;

namespace PortalChat.Faults.Tests.Runs;

/// <summary>Somebody who writes throughout: a player in his chat, a GRE in all of his.</summary>
/// <param name="client">The tab that he writes in.</param>
/// <param name="chats">Where he answers; empty for a player, whose open chat the server knows.</param>
internal sealed class Writer(ChatClient client, IReadOnlyList<(Guid Id, Guid PlayerId)> chats, Cast cast)
{
    private int _turn;

    public ChatClient Client => client;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await WriteAsync(stopping);
                await Task.Delay(cast.Pause * (0.5 + (Random.Shared.NextDouble() / 2)), stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Enough is written.
        }
    }

    public async Task<(Guid Id, Guid PlayerId)> WriteAsync(CancellationToken stopping)
    {
        (Guid Id, Guid PlayerId)? chat = chats.Count == 0 ? null : chats[_turn++ % chats.Count];
        var id = await client.WriteAsync(chat, cast.Padding, stopping);
        return (id, chat?.PlayerId ?? client.Account.Id);
    }
}
