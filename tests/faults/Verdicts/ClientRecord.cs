namespace PortalChat.Faults.Tests.Verdicts;

/// <summary>What one client sent and was shown, over a whole run.</summary>
internal sealed record ClientRecord
{
    /// <summary>For the report.</summary>
    public required string Name { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Staff see every chat, a player his own.</summary>
    public required bool SeesAll { get; init; }

    /// <summary>Written by this client, in that order.</summary>
    public IReadOnlyList<Guid> Written { get; init; } = [];

    /// <summary>The answers of the server that said "stored".</summary>
    public IReadOnlyList<StoredMessage> Acknowledged { get; init; } = [];

    /// <summary>Messages that the server refused for good, with its reason.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>What the client shows in the end of each chat, in its order.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<StoredMessage>> Threads { get; init; } =
        new Dictionary<Guid, IReadOnlyList<StoredMessage>>();

    /// <summary>What came live, in the order in which it came, one list for each join of the channel.</summary>
    public IReadOnlyList<IReadOnlyList<StoredMessage>> Joins { get; init; } = [];

    /// <summary>Every row that the client was ever given, live, pulled or as an answer.</summary>
    public IReadOnlyCollection<StoredMessage> Seen { get; init; } = [];

    /// <summary>Players of the chats' rows that the client was ever given.</summary>
    public IReadOnlyCollection<Guid> SeenPlayers { get; init; } = [];
}
