using Npgsql;
using PortalChat.Database;

namespace PortalChat.Host.Startup;

/// <summary>Reads <c>postgres://user:password@host:port/database?sslmode=…</c>, which every hosting service hands out.</summary>
internal static class PostgresUrl
{
    /// <param name="url">Percent-encoded where its parts hold reserved characters.</param>
    /// <param name="name">What it was given as, for the message.</param>
    /// <exception cref="StartupException">It cannot be read. The message does not repeat it: it holds a password.</exception>
    public static string ToConnectionString(string url, string name)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            throw new StartupException($"{name} must be an address like postgres://user:password@host:5432/database.");
        }

        var userInfo = uri.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Username = Uri.UnescapeDataString(userInfo[0]),
            Password = userInfo.Length > 1 ? Uri.UnescapeDataString(userInfo[1]) : null,
            Database = uri.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(uri.AbsolutePath[1..]) : "postgres",
            SslMode = SslModeOf(uri, name),
        };
        return connection.ConnectionString;
    }

    private static SslMode SslModeOf(Uri uri, string name)
    {
        var mode = System.Web.HttpUtility.ParseQueryString(uri.Query)["sslmode"];
        return mode switch
        {
            null => uri.IsLoopback ? SslMode.Prefer : SslMode.Require,
            "disable" => SslMode.Disable,
            "allow" => SslMode.Allow,
            "prefer" => SslMode.Prefer,
            "require" => SslMode.Require,
            "verify-ca" => SslMode.VerifyCA,
            "verify-full" => SslMode.VerifyFull,
            _ => throw new StartupException($"{name} has an sslmode that Postgres does not know."),
        };
    }
}
