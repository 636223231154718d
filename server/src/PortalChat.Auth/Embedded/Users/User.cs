namespace PortalChat.Auth.Embedded.Users;

/// <summary>A row of <c>auth.users</c> with its identities: what tokens, answers and decisions are made from.</summary>
internal sealed record User
{
    public required Guid Id { get; init; }

    public required string Audience { get; init; }

    public required string Role { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>bcrypt; null or empty where there is no password.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>A JSON object.</summary>
    public required string AppMetadata { get; init; }

    /// <summary>A JSON object.</summary>
    public required string UserMetadata { get; init; }

    /// <summary>A JSON array, in the shape that clients get.</summary>
    public required string Identities { get; init; }

    public DateTime? EmailConfirmedAt { get; init; }

    public DateTime? PhoneConfirmedAt { get; init; }

    public DateTime? ConfirmedAt { get; init; }

    public DateTime? ConfirmationSentAt { get; init; }

    public DateTime? RecoverySentAt { get; init; }

    public DateTime? InvitedAt { get; init; }

    public string? NewEmail { get; init; }

    public DateTime? EmailChangeSentAt { get; init; }

    public DateTime? LastSignInAt { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public DateTime? BannedUntil { get; init; }

    public DateTime? DeletedAt { get; init; }

    public bool IsAnonymous { get; init; }

    /// <summary>By the database's clock, when the row was read.</summary>
    public bool IsBanned { get; init; }

    /// <summary>Records print their members; of a person only the id may be printed.</summary>
    public override string ToString() => $"User {Id}";
}
