namespace PortalChat.Faults.Tests.Verdicts;

/// <summary>A row of <c>chat_messages</c>, as the table holds it or as a client was shown it.</summary>
internal sealed record StoredMessage(Guid Id, Guid ChatId, Guid PlayerId, Guid SenderId, string Text, int No);
