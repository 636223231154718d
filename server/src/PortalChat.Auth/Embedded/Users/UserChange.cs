namespace PortalChat.Auth.Embedded.Users;

/// <summary>What shall become of an account; null leaves a thing as it is.</summary>
internal sealed record UserChange
{
    public string? PasswordHash { get; init; }

    /// <summary>Normalized; counts as confirmed.</summary>
    public string? Email { get; init; }

    public bool ConfirmEmail { get; init; }

    /// <summary>A JSON object, merged key by key; a null value removes the key.</summary>
    public string? UserMetadata { get; init; }

    /// <summary>Likewise.</summary>
    public string? AppMetadata { get; init; }

    public string? Role { get; init; }

    public BanChange? Ban { get; init; }

    /// <summary>With a new password every session ends but this one.</summary>
    public Guid? KeepSession { get; init; }

    public override string ToString() => nameof(UserChange);
}

/// <param name="For">How long from now; null lifts the ban.</param>
internal sealed record BanChange(TimeSpan? For);
