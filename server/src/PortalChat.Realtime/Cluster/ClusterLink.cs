using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Cluster;

/// <summary>
/// Joins this server with the others on its database: listens to what they say, and tells them what is said here. A
/// server that is alone keeps one idle connection, and has said one thing: that it is there.
/// </summary>
internal sealed class ClusterLink(
    RealtimeOptions options,
    Peers peers,
    ClusterOutbox outbox,
    ClusterMetrics metrics,
    ClusterStatus status,
    TopicHub hub,
    TimeProvider time,
    ILogger<RealtimeFeature> logger) : BackgroundService
{
    /// <summary>Its number is the format's: servers of another one are not heard.</summary>
    public const string Channel = "portalchat_servers_1";

    /// <summary>What has piled up goes out as one message of this size; a single larger record as one by itself.</summary>
    private const int MaxMessageBytes = 64 * 1024;

    /// <summary>How long the sending connection outlives the last thing said.</summary>
    private static readonly TimeSpan SenderLinger = TimeSpan.FromSeconds(30);

    /// <summary>A stopping server is not held up by it.</summary>
    private static readonly TimeSpan LastWordPatience = TimeSpan.FromSeconds(1);

    private long _lastNumber;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.CrossesServers)
        {
            status.Trouble = "Switched off.";
            return;
        }

        // Silence is noticed without a link too: whoever cannot be heard is gone, whosever fault that is.
        var reviewing = ReviewAsync(stoppingToken);
        var pause = options.ShortestReconnectPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LinkAsync(stoppingToken);
                status.Trouble = "Postgres ended the connection.";
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (PostgresException exception)
            {
                status.Trouble = $"{exception.MessageText} ({exception.SqlState}).";
            }
            catch (ClusterException exception)
            {
                status.Trouble = exception.Message;
            }
            catch (Exception exception)
            {
                status.Trouble = $"{exception.GetType().Name}: {exception.Message}";
            }

            var wasLinked = outbox.Close();
            pause = wasLinked ? options.ShortestReconnectPause : Longer(pause);
            RealtimeLog.ClusterLost(logger, status.Trouble, pause);
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reviewing;
    }

    private async Task LinkAsync(CancellationToken stoppingToken)
    {
        // 1. Listening, with the key that tells servers from everybody else.
        await using var listening = new NpgsqlConnection(ConnectionString());
        await listening.OpenAsync(stoppingToken);
        var secret = await ServerKey.ReadAsync(listening, stoppingToken);
        listening.Notification += (_, said) =>
        {
            if (said.Channel == Channel)
            {
                peers.Receive(secret, said.PID, said.Payload);
            }
        };
        await using (var listen = new NpgsqlCommand($"listen {Channel}", listening))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        // 2. "I am here": whoever hears it tells what its clients show.
        outbox.Open();
        peers.Relinked();
        outbox.Tell(new PeerRecord.Ask(Guid.Empty));
        status.Trouble = null;

        // 3. Both directions, until either breaks.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var hearing = HearAsync(listening, ended.Token);
        var telling = TellAsync(secret, stoppingToken, ended.Token);
        try
        {
            await await Task.WhenAny(hearing, telling);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(hearing, telling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task HearAsync(NpgsqlConnection listening, CancellationToken cancellationToken)
    {
        while (true)
        {
            await listening.WaitAsync(cancellationToken);
        }
    }

    private async Task TellAsync(
        byte[] secret, CancellationToken stoppingToken, CancellationToken cancellationToken)
    {
        using var seal = new PacketSeal(secret, peers.Self);
        PeerVoice? voice = null;
        try
        {
            while (true)
            {
                if (outbox.TakeOwedState())
                {
                    outbox.Tell(new PeerRecord.StateStart());
                    hub.TellPresence(outbox);
                    outbox.Tell(new PeerRecord.StateEnd());
                }

                if (outbox.Take(MaxMessageBytes) is { } message)
                {
                    voice ??= await PeerVoice.OpenAsync(ConnectionString(), Channel, cancellationToken);
                    await SayAsync(voice, seal, message, cancellationToken);
                }
                else if (!await outbox.WaitAsync(SenderLinger, time, cancellationToken) && voice is not null)
                {
                    await voice.DisposeAsync();
                    voice = null;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested && voice is not null)
        {
            await SayGoodbyeAsync(voice, seal);
            throw;
        }
        finally
        {
            if (voice is not null)
            {
                await voice.DisposeAsync();
            }
        }
    }

    private async Task SayAsync(
        PeerVoice voice, PacketSeal seal, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var packets = Packet.Write(seal, peers.Self, voice.Backend, ref _lastNumber, message.Span);
        await voice.SayAsync(packets, cancellationToken);
        metrics.Sent(packets.Count);
    }

    /// <summary>So that the others need not wait until the silence is long enough. Best effort.</summary>
    private async Task SayGoodbyeAsync(PeerVoice voice, PacketSeal seal)
    {
        using var patience = new CancellationTokenSource(LastWordPatience, time);
        try
        {
            await SayAsync(voice, seal, PeerRecordFormat.Write(new PeerRecord.Bye()), patience.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException
            or InvalidOperationException)
        {
            // They notice by themselves.
        }
    }

    private async Task ReviewAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PeerHeartbeat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                peers.Review();
                if (peers.Any)
                {
                    outbox.Tell(new PeerRecord.Beat());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server is stopping.
        }
    }

    private string ConnectionString() => new NpgsqlConnectionStringBuilder(options.ReplicationConnectionString)
    {
        ApplicationName = "portalchat realtime servers",
        Pooling = false,
        KeepAlive = 5,
        CommandTimeout = (int)Math.Ceiling(options.PeerTimeout.TotalSeconds),
    }.ConnectionString;

    private TimeSpan Longer(TimeSpan pause) =>
        pause * 2 < options.LongestReconnectPause ? pause * 2 : options.LongestReconnectPause;
}
