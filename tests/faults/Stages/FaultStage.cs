using Npgsql;
using PortalChat.Faults.Tests.Verdicts;

namespace PortalChat.Faults.Tests.Stages;

/// <summary>What a run needs: servers on one database, and people in it.</summary>
internal abstract class FaultStage : IAsyncDisposable
{
    /// <summary>Where clients find the servers; they begin with the first and go on to the next when it does not answer.</summary>
    public abstract IReadOnlyList<Uri> Addresses { get; }

    public abstract string AnonKey { get; }

    public abstract ITokens Tokens { get; }

    /// <summary>As the owner of the tables.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>What the servers printed, for a run that fails.</summary>
    public abstract string Logs { get; }

    public abstract Task<Account> AddAccountAsync(string name, string? role);

    public abstract ValueTask DisposeAsync();

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync(ConnectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await OpenAsync(ConnectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <param name="players">Whose chats; a stage may have seen other runs.</param>
    public async Task<ChatTable> ReadTableAsync(IReadOnlyCollection<Guid> players)
    {
        await using var connection = await OpenAsync(ConnectionString);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(
                    """
                    select id, chat_request_id, player_id, sender_id, message_text, message_no
                    from public.chat_messages where player_id = any ($1) order by chat_request_id, message_no
                    """)
                {
                    Parameters = { new() { Value = players.ToArray() } },
                },
                new("select id, message_count from public.chat_requests where player_id = any ($1)")
                {
                    Parameters = { new() { Value = players.ToArray() } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        var messages = new List<StoredMessage>();
        while (await reader.ReadAsync())
        {
            messages.Add(new(
                reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetGuid(3), reader.GetString(4), reader.GetInt32(5)));
        }

        await reader.NextResultAsync();
        var counts = new Dictionary<Guid, int>();
        while (await reader.ReadAsync())
        {
            counts.Add(reader.GetGuid(0), reader.GetInt32(1));
        }

        return new ChatTable(messages, counts);
    }

    protected static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        // Nothing is kept: what these tests connect to is killed and stopped.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
