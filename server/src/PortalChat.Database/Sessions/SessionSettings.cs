namespace PortalChat.Database.Sessions;

/// <summary>
/// What a session tells Postgres about the request besides its caller; each becomes a transaction-local setting
/// that policies and functions can read with <c>current_setting</c>, as under PostgREST.
/// </summary>
public sealed record SessionSettings
{
    public static SessionSettings Default { get; } = new();

    /// <summary>Refuses writes (SQLSTATE 25006), as for GET and HEAD.</summary>
    public bool ReadOnly { get; init; }

    /// <summary><c>request.method</c>.</summary>
    public string Method { get; init; } = "";

    /// <summary><c>request.path</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary><c>request.headers</c>: a JSON object, names in lower case.</summary>
    public string Headers { get; init; } = "{}";

    /// <summary>Unqualified names are looked up here; quoted identifiers separated by commas.</summary>
    public string SearchPath { get; init; } = "\"public\", \"extensions\"";

    /// <summary>A time zone name from <c>pg_timezone_names</c>, or null to leave the database's own.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How long one statement may run before Postgres cancels it (SQLSTATE 57014), or null for the login's own limit.</summary>
    public TimeSpan? StatementTimeout { get; init; }

    /// <summary>Runs the statement and then undoes it (<c>Prefer: tx=rollback</c>); costs extra round trips.</summary>
    public bool Rollback { get; init; }

    /// <summary>
    /// If not null, the statement, which must return a result, may run in one transaction with those of other callers. Each
    /// has its own role, claims and policies, and is answered as if it had run by itself; but <c>now()</c> is the same for all,
    /// and what it locks stays locked until the last of them is done. The value stands for the rows that it locks: statements
    /// with the same one run after each other.
    /// </summary>
    public Guid? SharesAs { get; init; }
}
