namespace PortalChat.E2E.Tests.Tables;

/// <summary>What <c>chat_requests</c> holds of one chat.</summary>
public sealed record ChatRow
{
    public required Guid Id { get; init; }

    public required Guid PlayerId { get; init; }

    public required string Status { get; init; }

    public required string Category { get; init; }

    public required string Subject { get; init; }

    public required string Priority { get; init; }

    public required Guid? GreStaffId { get; init; }

    public required Guid? ResolvedBy { get; init; }

    public required int MessageCount { get; init; }

    public required int PlayerReadNo { get; init; }

    public required int GreReadNo { get; init; }

    public required int? Rating { get; init; }
}
