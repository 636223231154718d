namespace PortalChat.Faults.Tests.Verdicts;

/// <summary>The two tables as they are in the end, past every policy.</summary>
/// <param name="Messages">Every message, by chat and number.</param>
/// <param name="Counts"><c>message_count</c> of every chat.</param>
internal sealed record ChatTable(IReadOnlyList<StoredMessage> Messages, IReadOnlyDictionary<Guid, int> Counts)
{
    public ILookup<Guid, StoredMessage> ByChat { get; } = Messages.ToLookup(message => message.ChatId);
}
