using Npgsql;

namespace PortalChat.Realtime.Cluster;

/// <summary>The connection that a server says things on, one after another: what it says arrives in that order.</summary>
internal sealed class PeerVoice : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _notify;

    private PeerVoice(NpgsqlConnection connection, string channel)
    {
        _connection = connection;
        _notify = new NpgsqlCommand("select pg_notify($1, packet) from unnest($2) packet", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = channel },
                new NpgsqlParameter<string[]> { TypedValue = [] },
            },
        };
    }

    /// <summary>The process that serves it: what Postgres tells others about who notified.</summary>
    public int Backend { get; private set; }

    public static async Task<PeerVoice> OpenAsync(
        string connectionString, string channel, CancellationToken cancellationToken)
    {
        var voice = new PeerVoice(new NpgsqlConnection(connectionString), channel);
        try
        {
            await voice._connection.OpenAsync(cancellationToken);

            // Asked, not taken from the handshake, in which a pooler would speak of itself. And nothing to flush for.
            await using var command = new NpgsqlCommand(
                "select pg_backend_pid(), set_config('synchronous_commit', 'off', false)", voice._connection);
            voice.Backend = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
            await voice._notify.PrepareAsync(cancellationToken);
            return voice;
        }
        catch
        {
            await voice.DisposeAsync();
            throw;
        }
    }

    /// <summary>All in one transaction; they arrive together.</summary>
    public async Task SayAsync(IReadOnlyList<string> packets, CancellationToken cancellationToken)
    {
        ((NpgsqlParameter<string[]>)_notify.Parameters[1]).TypedValue = [.. packets];
        await _notify.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _notify.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
