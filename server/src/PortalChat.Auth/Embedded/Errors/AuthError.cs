namespace PortalChat.Auth.Embedded.Errors;

/// <summary>A refusal, as clients are told of it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">What programs decide by; one of Supabase Auth's codes.</param>
/// <param name="Message">What people read; holds nothing of what was sent.</param>
internal sealed record AuthError(int Status, string Code, string Message)
{
    /// <summary>For <c>weak_password</c>: what is wrong with it.</summary>
    public IReadOnlyList<string> WeakPasswordReasons { get; init; } = [];

    /// <summary>For 429: when to come again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
