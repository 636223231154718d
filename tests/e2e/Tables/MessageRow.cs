namespace PortalChat.E2E.Tests.Tables;

/// <summary>What <c>chat_messages</c> holds of one message.</summary>
public sealed record MessageRow(
    Guid Id, Guid ChatRequestId, Guid PlayerId, Guid SenderId, string SenderType, string Text, int No);
