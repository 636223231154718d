using Npgsql;

namespace PortalChat.Testing.Servers;

/// <summary><c>portalchat.env</c>: how clients and psql reach the server.</summary>
public sealed record ServerEnvironment(string AnonKey, string ServiceRoleKey, string ConnectionString)
{
    public static ServerEnvironment Read(string path)
    {
        var values = File.ReadLines(path)
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new ServerEnvironment(
            values["SUPABASE_ANON_KEY"], values["SUPABASE_SERVICE_ROLE_KEY"], ToConnectionString(values["DATABASE_URL"]));
    }

    private static string ToConnectionString(string url)
    {
        var uri = new Uri(url);
        var user = uri.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
            Database = uri.AbsolutePath[1..],
            // A server that is killed takes its connections with it.
            Pooling = false,
        }.ConnectionString;
    }
}
