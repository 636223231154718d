namespace PortalChat.Faults.Tests.Verdicts;

/// <summary>The verdict itself: it says nothing of a run that is in order, and names each thing that is not.</summary>
public sealed class JudgeTests
{
    private static readonly Guid Alice = Guid.NewGuid();
    private static readonly Guid Bruno = Guid.NewGuid();
    private static readonly Guid Grace = Guid.NewGuid();
    private static readonly Guid AlicesChat = Guid.NewGuid();
    private static readonly Guid BrunosChat = Guid.NewGuid();

    private readonly List<StoredMessage> _messages =
    [
        Message(AlicesChat, Alice, Alice, "alice 1", 1),
        Message(AlicesChat, Alice, Grace, "grace 1", 2),
        Message(AlicesChat, Alice, Alice, "alice 2", 3),
        Message(BrunosChat, Bruno, Bruno, "bruno 1", 1),
    ];

    private readonly Dictionary<Guid, int> _counts = new() { [AlicesChat] = 3, [BrunosChat] = 1 };

    [Fact]
    public void Run_that_is_in_order_is_acquitted() => Assert.Empty(Verdict());

    [Fact]
    public void Acknowledged_message_that_is_not_in_the_table_is_lost()
    {
        var clients = Clients();
        _messages.RemoveAt(3);
        _counts[BrunosChat] = 0;
        Assert.Contains(Wrong.Lost, Verdict(clients));
    }

    [Fact]
    public void Acknowledged_message_that_the_table_has_with_another_number_is_lost()
    {
        var clients = Clients();
        clients[0] = clients[0] with { Acknowledged = [_messages[0] with { No = 2 }] };
        Assert.Equal([Wrong.Lost], Verdict(clients));
    }

    [Fact]
    public void Message_that_is_stored_under_a_second_id_is_doubled()
    {
        _messages.Add(Message(AlicesChat, Alice, Alice, "alice 2", 4));
        _counts[AlicesChat] = 4;
        Assert.Equal([Wrong.Doubled], Verdict());
    }

    [Fact]
    public void Row_that_the_table_has_twice_is_doubled()
    {
        var clients = Clients();
        _messages.Add(_messages[3]);
        Assert.Contains(Wrong.Doubled, Verdict(clients));
    }

    [Fact]
    public void Message_that_is_delivered_twice_to_one_join_is_doubled()
    {
        var clients = Clients();
        clients[2] = clients[2] with { Joins = [[_messages[0], _messages[1], _messages[1], _messages[2]]] };
        Assert.Equal([Wrong.Doubled], Verdict(clients));
    }

    [Fact]
    public void Message_that_is_delivered_to_two_joins_is_in_order()
    {
        var clients = Clients();
        clients[2] = clients[2] with { Joins = [[_messages[0], _messages[1]], [_messages[1], _messages[2]]] };
        Assert.Empty(Verdict(clients));
    }

    [Fact]
    public void Deliveries_in_another_order_than_stored_are_misordered()
    {
        var clients = Clients();
        clients[0] = clients[0] with { Joins = [[_messages[1], _messages[0], _messages[2]]] };
        Assert.Contains(Wrong.Misordered, Verdict(clients));
    }

    [Fact]
    public void Messages_stored_in_another_order_than_written_are_misordered()
    {
        var clients = Clients();
        clients[0] = clients[0] with { Written = [_messages[2].Id, _messages[0].Id] };
        Assert.Equal([Wrong.Misordered], Verdict(clients));
    }

    [Fact]
    public void Live_channel_that_leaves_a_message_out_has_skipped_it()
    {
        var clients = Clients();
        clients[0] = clients[0] with { Joins = [[_messages[0], _messages[2]]] };
        Assert.Equal([Wrong.Skipped], Verdict(clients));
    }

    [Fact]
    public void Message_of_another_player_is_leaked_however_it_was_seen()
    {
        var clients = Clients();
        clients[1] = clients[1] with { Seen = [_messages[3], _messages[0]] };
        Assert.Equal([Wrong.Leaked], Verdict(clients));
    }

    [Fact]
    public void Chat_of_another_player_is_leaked()
    {
        var clients = Clients();
        clients[1] = clients[1] with { SeenPlayers = [Bruno, Alice] };
        Assert.Equal([Wrong.Leaked], Verdict(clients));
    }

    [Fact]
    public void Number_that_is_missing_is_a_gap()
    {
        var clients = Clients();
        _messages[2] = _messages[2] with { No = 4 };
        Assert.Contains(Wrong.Gap, Verdict(clients));
    }

    [Fact]
    public void Thread_that_ends_before_the_table_is_different()
    {
        var clients = Clients();
        clients[2] = clients[2] with
        {
            Threads = new Dictionary<Guid, IReadOnlyList<StoredMessage>>
            {
                [AlicesChat] = [_messages[0], _messages[1]],
                [BrunosChat] = [_messages[3]],
            },
        };
        Assert.Equal([Wrong.Different], Verdict(clients));
    }

    [Fact]
    public void Refusal_for_good_and_a_message_that_nobody_wrote_are_named()
    {
        var clients = Clients();
        clients[0] = clients[0] with { Refused = ["403"] };
        clients[1] = clients[1] with { Written = [], Acknowledged = [] };
        Assert.Equal([Wrong.Invented, Wrong.Refused], Verdict(clients));
    }

    private static StoredMessage Message(Guid chat, Guid player, Guid sender, string text, int no) =>
        new(Guid.NewGuid(), chat, player, sender, text, no);

    /// <summary>Alice, Bruno and Grace of a run in which all went well.</summary>
    private List<ClientRecord> Clients() => [Client("Alice", Alice, false), Client("Bruno", Bruno, false), Client("Grace", Grace, true)];

    private ClientRecord Client(string name, Guid id, bool seesAll)
    {
        var seen = _messages.Where(message => seesAll || message.PlayerId == id).ToList();
        var own = _messages.Where(message => message.SenderId == id).ToList();
        return new ClientRecord
        {
            Name = name,
            PersonId = id,
            SeesAll = seesAll,
            Written = [.. own.Select(message => message.Id)],
            Acknowledged = own,
            Threads = seen.GroupBy(message => message.ChatId)
                .ToDictionary(chat => chat.Key, chat => (IReadOnlyList<StoredMessage>)[.. chat]),
            Joins = [seen],
            Seen = seen,
            SeenPlayers = [.. seen.Select(message => message.PlayerId)],
        };
    }

    private IEnumerable<Wrong> Verdict(List<ClientRecord>? clients = null) => Judge
        .Judgement(new ChatTable(_messages, _counts), clients ?? Clients())
        .Select(violation => violation.Wrong);
}
