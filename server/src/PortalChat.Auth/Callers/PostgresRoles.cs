namespace PortalChat.Auth.Callers;

/// <summary>The three roles that a Supabase API request can run as.</summary>
public static class PostgresRoles
{
    public const string Anon = "anon";
    public const string Authenticated = "authenticated";
    public const string ServiceRole = "service_role";

    /// <summary>Whether a token's <c>role</c> claim names a role that requests may take on.</summary>
    public static bool IsRequestRole(string role) => role is Anon or Authenticated or ServiceRole;

    /// <summary>The same name as an object that all callers share.</summary>
    internal static string Known(string role) => role switch
    {
        Anon => Anon,
        Authenticated => Authenticated,
        ServiceRole => ServiceRole,
        _ => role,
    };
}
