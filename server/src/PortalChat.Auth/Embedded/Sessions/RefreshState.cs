using Npgsql;
using PortalChat.Auth.Embedded.Users;

namespace PortalChat.Auth.Embedded.Sessions;

/// <summary>How things stand with a presented refresh token, and what therefore becomes of it.</summary>
internal sealed record RefreshState
{
    public required Guid SessionId { get; init; }

    public required User User { get; init; }

    public required string Methods { get; init; }

    public required bool SessionHasExpired { get; init; }

    /// <summary>It has been exchanged before, or its family was revoked.</summary>
    public required bool IsUsed { get; init; }

    public required bool IsWithinReuseInterval { get; init; }

    /// <summary>The session's one token that has not been used; null where the family was revoked.</summary>
    public required string? Active { get; init; }

    public required bool IsParentOfActive { get; init; }

    public RefreshVerdict Verdict => this switch
    {
        { User.IsBanned: true } => RefreshVerdict.Banned,
        { SessionHasExpired: true } => RefreshVerdict.Expired,
        { IsUsed: false } => RefreshVerdict.Rotate,
        { Active: null } => RefreshVerdict.Reused,

        // The answer to its first use was lost on the way, or two tabs asked at once: both get the same.
        { IsParentOfActive: true } or { IsWithinReuseInterval: true } => RefreshVerdict.GiveActive,
        _ => RefreshVerdict.Reused,
    };

    public static RefreshState Read(NpgsqlDataReader row)
    {
        const int after = UserReader.ColumnCount;
        return new RefreshState
        {
            User = UserReader.Read(row),
            Methods = row.GetString(after),
            SessionId = row.GetGuid(after + 1),
            SessionHasExpired = row.GetBoolean(after + 2),
            IsUsed = row.GetBoolean(after + 3),
            IsWithinReuseInterval = row.GetBoolean(after + 4),
            Active = row.IsDBNull(after + 5) ? null : row.GetString(after + 5),
            IsParentOfActive = row.GetBoolean(after + 6),
        };
    }

    public override string ToString() => $"RefreshState of {SessionId}";
}

internal enum RefreshVerdict
{
    /// <summary>Exchange it for a new one.</summary>
    Rotate,

    /// <summary>It was exchanged already; answer with what it was exchanged for.</summary>
    GiveActive,

    /// <summary>Somebody else has it too. Which of the two is the thief cannot be known: the family ends.</summary>
    Reused,

    Banned,
    Expired,
}
