using System.Reflection;
using Npgsql;

namespace PortalChat.Database.Embedded;

/// <summary>
/// Lays into a plain Postgres what a Supabase project has before its first migration: roles, schemas <c>auth</c> and
/// <c>realtime</c>, the publication. Each script runs once; which ones did is kept in <c>_portalchat.bootstrap</c>.
/// </summary>
internal static class Bootstrapper
{
    private const string Prefix = "PortalChat.Database.Embedded.Bootstrap.";

    public static async Task RunAsync(string superuser, ClusterPasswords passwords, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(superuser);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(
            connection,
            """
            create schema if not exists _portalchat;
            create table if not exists _portalchat.bootstrap (name text primary key, applied_at timestamptz default now());
            """,
            cancellationToken);

        var applied = new HashSet<string>(StringComparer.Ordinal);
        await using (var select = new NpgsqlCommand("select name from _portalchat.bootstrap", connection))
        await using (var reader = await select.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                applied.Add(reader.GetString(0));
            }
        }

        foreach (var name in Scripts().Where(name => !applied.Contains(name)))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, Read(name), cancellationToken);
            if (name == "01_roles.sql")
            {
                await ExecuteAsync(connection, Logins(passwords), cancellationToken);
            }

            await using var insert = new NpgsqlCommand("insert into _portalchat.bootstrap (name) values ($1)", connection)
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = name } },
            };
            await insert.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static IEnumerable<string> Scripts() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..])
        .Order(StringComparer.Ordinal);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The passwords are hexadecimal: nothing in them needs quoting.</summary>
    private static string Logins(ClusterPasswords passwords) =>
        $"""
        alter database postgres owner to postgres;
        alter role postgres password '{passwords.Postgres}';
        alter role authenticator password '{passwords.Authenticator}';
        alter role supabase_auth_admin password '{passwords.AuthAdmin}';
        """;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
