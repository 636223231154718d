using Npgsql;

namespace PortalChat.Database.Sessions;

/// <summary>Tells what a statement is refused for from what has become of the server.</summary>
public static class Refusals
{
    /// <summary>
    /// Not so where the server was stopped, out of something or in a conflict (classes 08, 40, 53, 57, 58, XX): that
    /// says nothing about what the caller may do.
    /// </summary>
    public static bool IsAboutTheStatement(this PostgresException exception) =>
        exception.SqlState[..2] is not ("08" or "40" or "53" or "57" or "58" or "XX");
}
