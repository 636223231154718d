using Npgsql;

namespace PortalChat.Database.Migrations;

/// <summary>
/// Applies what is missing of <c>supabase/migrations</c>, and keeps the history table of the official Supabase CLI, so
/// that <c>supabase db push</c> and this server agree on what has been applied.
/// </summary>
public static class Migrator
{
    // The CLI's own shape of the table.
    private const string History =
        """
        create schema if not exists supabase_migrations;
        create table if not exists supabase_migrations.schema_migrations (
          version text not null primary key, statements text[], name text
        );
        """;

    /// <summary>Returns the versions that it applied, oldest first.</summary>
    /// <param name="owner">A connection string of the tables' owner.</param>
    /// <param name="cancellationToken">Stops between migrations; one that has begun is undone.</param>
    /// <exception cref="StartupException">A migration fails (nothing of it stays), or the database is ahead of us.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(string owner, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancellationToken);

        // Two servers that start at once apply each migration once.
        await ExecuteAsync(connection, "select pg_advisory_lock(hashtext('supabase_migrations'))", cancellationToken);
        var applied = await AppliedAsync(connection, cancellationToken);
        RefuseUnknown(applied);
        List<string> done = [];
        foreach (var migration in Migration.All.Where(m => !applied.Contains(m.Version)))
        {
            await ApplyAsync(connection, migration, cancellationToken);
            done.Add(migration.Version);
        }

        await ExecuteAsync(connection, "select pg_advisory_unlock_all()", cancellationToken);
        return done;
    }

    private static async Task<HashSet<string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, History, cancellationToken);
        var applied = new HashSet<string>(StringComparer.Ordinal);
        await using var select = new NpgsqlCommand("select version from supabase_migrations.schema_migrations", connection);
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetString(0));
        }

        return applied;
    }

    private static void RefuseUnknown(HashSet<string> applied)
    {
        var unknown = applied.Except(Migration.All.Select(m => m.Version), StringComparer.Ordinal).Order().ToList();
        if (unknown.Count > 0)
        {
            throw new StartupException(
                $"The database has migrations that this version does not know ({string.Join(", ", unknown)}); "
                + "start a newer version on it.");
        }
    }

    private static async Task ApplyAsync(
        NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
        }
        catch (PostgresException refusal)
        {
            throw new StartupException(
                $"Migration {migration.Version}_{migration.Name} failed, and nothing of it was kept: {refusal.MessageText}",
                refusal);
        }

        await using var insert = new NpgsqlCommand(
            "insert into supabase_migrations.schema_migrations (version, statements, name) values ($1, $2, $3)", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = migration.Version },
                new NpgsqlParameter<string[]> { TypedValue = [migration.Sql] },
                new NpgsqlParameter<string> { TypedValue = migration.Name },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
