namespace PortalChat.Auth.Embedded.Users;

/// <summary>An account to be made.</summary>
internal sealed record NewUser
{
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Normalized; null for an anonymous account.</summary>
    public string? Email { get; init; }

    /// <summary>As single sign-on accounts do: another account may have it too.</summary>
    public bool SharesItsAddress { get; init; }

    public string? PasswordHash { get; init; }

    /// <summary>A JSON object.</summary>
    public string UserMetadata { get; init; } = "{}";

    /// <summary>A JSON object; the provider is added.</summary>
    public string AppMetadata { get; init; } = "{}";

    public bool EmailConfirmed { get; init; }

    /// <summary>Null for none.</summary>
    public TimeSpan? BannedFor { get; init; }

    public override string ToString() => $"NewUser {Id}";
}
