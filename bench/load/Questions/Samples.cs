using Npgsql;
using PortalChat.Load.People;

namespace PortalChat.Load.Questions;

/// <summary>Chats from all over the past, to ask about.</summary>
internal sealed record Samples(IReadOnlyList<Sample> Chats)
{
    private const int Count = 200;

    public static async Task<Samples> TakeAsync(NpgsqlDataSource owner, TokenMint mint, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand($"""
            with chosen as (
              select id, player_id, subject, player_name from public.chat_requests
              where status = 'resolved' and id <> '{History.LongChat}' order by random() limit {Count}
            )
            select c.id::text, c.player_id::text, right(c.subject, 8), right(c.player_name, 6), m.id::text
            from chosen as c join public.chat_messages as m on m.chat_request_id = c.id and m.message_no = 1
            """);
        command.CommandTimeout = 600;
        var chats = new List<Sample>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            chats.Add(new Sample(
                reader.GetString(0), mint.PlayerOfId(reader.GetString(1)), reader.GetString(1),
                reader.GetString(2), reader.GetString(3), reader.GetString(4)));
        }

        return new Samples(chats);
    }
}

/// <param name="Chat">Its id.</param>
/// <param name="Token">Of its player.</param>
/// <param name="Player">His id.</param>
/// <param name="InSubject">What only its subject has.</param>
/// <param name="InName">What only its player's name has.</param>
/// <param name="Message">The first one's id.</param>
internal sealed record Sample(string Chat, string Token, string Player, string InSubject, string InName, string Message);
