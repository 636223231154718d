namespace PortalChat.Auth.Callers;

/// <summary>
/// Whose eyes a database session has: a Postgres role and the JWT claims that its policies read.
/// </summary>
public sealed record Caller
{
    /// <summary>The caller of a request that carries only the public API key.</summary>
    public static Caller Anonymous { get; } = new() { Role = PostgresRoles.Anon, Claims = """{"role":"anon"}""" };

    /// <summary>A holder of the secret API key: policies do not apply to it, constraints and triggers do.</summary>
    public static Caller Service { get; } = new()
    {
        Role = PostgresRoles.ServiceRole,
        Claims = """{"role":"service_role"}""",
    };

    /// <summary>The Postgres role to take on; always one of <see cref="PostgresRoles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>The token's claims as JSON text, as <c>request.jwt.claims</c> gets them.</summary>
    public required string Claims { get; init; }

    /// <summary>The <c>sub</c> claim: the user's id in <c>auth.users</c>. Null for the API keys.</summary>
    public Guid? Subject { get; init; }

    /// <summary>The <c>session_id</c> claim, null where the token has none.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The <c>exp</c> claim. Null for the API keys, which do not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
