namespace PortalChat.Faults.Tests.Verdicts;

/// <summary>
/// The end of every run: what was acknowledged is in the table exactly once, every client's thread equals the table, the
/// numbers have no gap, and nobody saw what he may not.
/// </summary>
internal static class Judge
{
    public static IReadOnlyList<Violation> Judgement(ChatTable table, IReadOnlyList<ClientRecord> clients) =>
    [
        .. Numbers(table),
        .. Texts(table),
        .. Authors(table, clients),
        .. clients.SelectMany(client => Acknowledgements(table, client)),
        .. clients.SelectMany(client => WritingOrder(table, client)),
        .. clients.SelectMany(client => Threads(table, client)),
        .. clients.SelectMany(client => client.Joins.SelectMany(join => Delivery(client, join))),
        .. clients.SelectMany(Sight),
        .. clients.SelectMany(client => client.Refused.Select(refusal => new Violation(Wrong.Refused, client.Name, refusal))),
    ];

    private static IEnumerable<Violation> Numbers(ChatTable table)
    {
        foreach (var (chat, count) in table.Counts)
        {
            var numbers = table.ByChat[chat].Select(message => message.No).Order().ToList();
            if (!numbers.SequenceEqual(Enumerable.Range(1, count)))
            {
                yield return new(Wrong.Gap, null, $"chat {chat} counts {count} and has [{string.Join(' ', numbers)}]");
            }
        }
    }

    // Every text is written once, so that a message which was stored under two ids shows.
    private static IEnumerable<Violation> Texts(ChatTable table) => table.Messages
        .GroupBy(message => (message.SenderId, message.Text))
        .Where(same => same.Count() > 1)
        .Select(same => new Violation(Wrong.Doubled, null, $"“{same.Key.Text}” is in the table {same.Count()} times"));

    private static IEnumerable<Violation> Authors(ChatTable table, IReadOnlyList<ClientRecord> clients)
    {
        var written = clients.SelectMany(client => client.Written).ToHashSet();
        return table.Messages
            .Where(message => !written.Contains(message.Id))
            .Select(message => new Violation(Wrong.Invented, null, $"“{message.Text}” ({message.Id})"));
    }

    private static IEnumerable<Violation> Acknowledgements(ChatTable table, ClientRecord client)
    {
        var stored = table.Messages.ToLookup(message => message.Id);
        foreach (var message in client.Acknowledged)
        {
            var found = stored[message.Id].ToList();
            if (found.Count > 1)
            {
                yield return new(Wrong.Doubled, client.Name, $"“{message.Text}” is in the table {found.Count} times");
            }
            else if (found.Count == 0 || found[0] != message)
            {
                yield return new(
                    Wrong.Lost, client.Name, $"“{message.Text}” was acknowledged as {message}, the table has {found.FirstOrDefault()}");
            }
        }
    }

    private static IEnumerable<Violation> WritingOrder(ChatTable table, ClientRecord client)
    {
        var place = client.Written.Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place);
        return table.Messages
            .Where(message => place.ContainsKey(message.Id))
            .GroupBy(message => message.ChatId)
            .SelectMany(chat => chat.OrderBy(message => message.No).Pairwise())
            .Where(pair => place[pair.First.Id] > place[pair.Second.Id])
            .Select(pair => new Violation(
                Wrong.Misordered, client.Name, $"“{pair.First.Text}” is stored before “{pair.Second.Text}”"));
    }

    private static IEnumerable<Violation> Threads(ChatTable table, ClientRecord client)
    {
        var chats = client.SeesAll
            ? table.Counts.Keys
            : table.Counts.Keys.Where(chat => table.ByChat[chat].Any(message => message.PlayerId == client.PersonId));
        foreach (var chat in chats)
        {
            var shown = client.Threads.GetValueOrDefault(chat, []);
            var stored = table.ByChat[chat].OrderBy(message => message.No).ToList();
            if (!shown.SequenceEqual(stored))
            {
                var first = shown.Zip(stored).TakeWhile(pair => pair.First == pair.Second).Count();
                yield return new(
                    Wrong.Different,
                    client.Name,
                    $"shows {shown.Count} of {stored.Count} messages of {chat}; they differ from no. {first + 1} on");
            }
        }
    }

    private static IEnumerable<Violation> Delivery(ClientRecord client, IReadOnlyList<StoredMessage> join)
    {
        foreach (var chat in join.GroupBy(message => message.ChatId))
        {
            foreach (var (before, after) in chat.Pairwise())
            {
                var evidence = $"was sent no. {after.No} after no. {before.No} of {chat.Key}";
                if (after.No == before.No)
                {
                    yield return new(Wrong.Doubled, client.Name, evidence);
                }
                else if (after.No < before.No)
                {
                    yield return new(Wrong.Misordered, client.Name, evidence);
                }
                else if (after.No > before.No + 1)
                {
                    yield return new(Wrong.Skipped, client.Name, evidence);
                }
            }
        }
    }

    private static IEnumerable<Violation> Sight(ClientRecord client)
    {
        if (client.SeesAll)
        {
            return [];
        }

        var messages = client.Seen
            .Where(message => message.PlayerId != client.PersonId)
            .Select(message => new Violation(Wrong.Leaked, client.Name, $"saw “{message.Text}” of {message.PlayerId}"));
        var chats = client.SeenPlayers
            .Where(player => player != client.PersonId)
            .Select(player => new Violation(Wrong.Leaked, client.Name, $"saw a chat of {player}"));
        return messages.Concat(chats);
    }
}
