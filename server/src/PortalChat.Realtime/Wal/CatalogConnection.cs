using Npgsql;

namespace PortalChat.Realtime.Wal;

/// <summary>
/// Reads the catalog with the replication role's rights: what tables look like is the same for everybody. Rows of
/// users' tables are never read through it.
/// </summary>
internal sealed class CatalogConnection(RealtimeOptions options) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _dataSource = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(options.ReplicationConnectionString)
        {
            MaxPoolSize = 4,

            // With nothing on the path, names of types come out qualified and mean the same in every session.
            SearchPath = "pg_catalog",
            ApplicationName = "portalchat realtime catalog",
        });

    /// <summary>Each query is prepared once for each connection: planning is most of what it takes.</summary>
    public async Task<List<T>> QueryAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params object?[] parameters)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                uint oid => new NpgsqlParameter { Value = oid, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid },
                uint[] oids => new NpgsqlParameter
                {
                    Value = oids,
                    NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Oid,
                },
                _ => new NpgsqlParameter { Value = parameter },
            });
        }

        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();
}
