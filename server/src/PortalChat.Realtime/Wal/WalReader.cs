using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.Internal;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Visibility;
using PortalChat.Realtime.Wal.PgOutput;

namespace PortalChat.Realtime.Wal;

/// <summary>
/// Follows the write-ahead log through a temporary slot, and begins anew whenever that breaks.
/// </summary>
/// <remarks>
/// <para>
/// A slot that is created at some moment gives every transaction that commits later, whole and in commit order. The
/// state says "streaming" only after the slot is there, and joins are answered only while it says so; whoever is listed
/// when the answer goes out is found by every change that commits afterwards, since a change is matched with the
/// listeners after it has committed. That is why a subscription is live when its join reply is sent.
/// </para>
/// <para>
/// When the stream breaks, what happens until the next slot stands is not seen here. So first the state says "lost",
/// then every channel that listens to changes is ended: its client joins again and pulls. A join that comes between
/// the two is either listed already and ended with the rest, or finds "lost" and waits.
/// </para>
/// </remarks>
internal sealed class WalReader(
    RealtimeOptions options,
    CatalogConnection catalog,
    WalSource source,
    RelationReader relations,
    PolicyCatalog policies,
    ChangeDispatcher dispatcher,
    ChangeSubscriptions subscriptions,
    WalStatus status,
    WalDelay delay,
    RealtimeMetrics metrics,
    TimeProvider time,
    ILogger<RealtimeFeature> logger) : BackgroundService
{
    /// <summary>Changes read but not sent out yet. Beyond it reading pauses, and Postgres keeps the rest.</summary>
    private const int MaxWaiting = 4096;

    /// <summary>Changes of one transaction that go on together, so that who gets several gets them in one write.</summary>
    private const int MaxTogether = 64;

    private static readonly TimeSpan LagInterval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = options.ShortestReconnectPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            string trouble;
            try
            {
                await FollowAsync(stoppingToken);
                trouble = "Postgres ended the stream.";
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                trouble = "The server is stopping.";
            }
            catch (PostgresException exception)
            {
                trouble = $"{exception.MessageText} ({exception.SqlState}).";
            }
            catch (WalException exception)
            {
                trouble = exception.Message;
            }
            catch (Exception exception)
            {
                trouble = $"{exception.GetType().Name}: {exception.Message}";
            }

            var wasStreaming = status.Lost(trouble);
            var listeners = wasStreaming ? subscriptions.Channels() : [];
            foreach (var channel in listeners)
            {
                channel.End(ChannelEnd.Broken);
            }

            if (!stoppingToken.IsCancellationRequested)
            {
                pause = wasStreaming ? options.ShortestReconnectPause : Min(pause * 2, options.LongestReconnectPause);
                metrics.StreamLost();
                RealtimeLog.WalLost(logger, trouble, pause, listeners.Length);
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        var publications = await PublicationsAsync(stoppingToken);
        await using var connection = new LogicalReplicationConnection(ConnectionString());
        await connection.Open(stoppingToken);
        var name = $"portalchat_{Guid.NewGuid():N}";
        var slot = await source.OpenAsync(connection, name, stoppingToken);

        // Reading and sending out end together: one without the other would look alive and be deaf.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var events = System.Threading.Channels.Channel.CreateBounded<WalEvent>(
            new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });
        var dispatching = dispatcher.RunAsync(events.Reader, ended.Token);
        var (reading, watching, following) = (Task.CompletedTask, Task.CompletedTask, Task.CompletedTask);
        try
        {
            status.Streaming();
            RealtimeLog.WalStreaming(logger, name, slot.ConsistentPoint.ToString());
            reading = ReadAsync(connection, slot, publications, events.Writer, ended.Token);
            watching = WatchLagAsync(connection, ended.Token);
            following = source.WatchAsync(ended.Token);
            await await Task.WhenAny(reading, dispatching, watching, following);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(reading, dispatching, watching, following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(
        LogicalReplicationConnection connection,
        LogicalReplicationSlot slot,
        IReadOnlyList<string> publications,
        ChannelWriter<WalEvent> events,
        CancellationToken cancellationToken)
    {
        // Npgsql keeps the connection, answers what Postgres asks and gives the messages as they are; it can also read
        // them, but gives each value through a reader of its own.
        var stream = connection.StartLogicalReplication(slot, cancellationToken, options: PgOutputOptions(publications));
        var buffer = new MessageBuffer();
        var transaction = default(WalTransaction);
        var together = new List<WalEvent>(MaxTogether);
        relations.Forget();
        await foreach (var data in stream)
        {
            var message = await buffer.ReadAsync(data.Data);
            switch ((MessageKind)(message.IsEmpty ? 0 : message.Span[0]))
            {
                case MessageKind.Begin:
                    transaction = WalTransaction.Read(message.Span);
                    delay.Read(transaction.CommittedAt);
                    break;
                case MessageKind.Relation:
                    await relations.AnnounceAsync(Announcement.Read(message.Span), cancellationToken);
                    break;
                case MessageKind.Insert or MessageKind.Update or MessageKind.Delete:
                    if (relations.Read(message.Span, transaction) is { } read)
                    {
                        together.Add(read);
                    }

                    if (together.Count == MaxTogether)
                    {
                        await HandOnAsync(together, events, cancellationToken);
                    }

                    break;
                case MessageKind.Commit:
                    await HandOnAsync(together, events, cancellationToken);
                    break;
                case MessageKind.Type or MessageKind.Truncate or MessageKind.Origin or MessageKind.Message:
                    break;
                case var unknown:
                    throw MessageFields.Unreadable($"it is of the unknown kind {(byte)unknown}");
            }
        }
    }

    private static async ValueTask HandOnAsync(List<WalEvent> read, ChannelWriter<WalEvent> events, CancellationToken cancellationToken)
    {
        foreach (var each in read)
        {
            await events.WriteAsync(each, cancellationToken);
        }

        read.Clear();
    }

    /// <summary>
    /// Lets Postgres drop what has been read: it lives on in memory only, so there is nothing to keep it for. And gives
    /// up when reading falls too far behind, rather than make Postgres fill its disk.
    /// </summary>
    private async Task WatchLagAsync(LogicalReplicationConnection connection, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LagInterval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var received = connection.LastReceivedLsn;
            connection.SetReplicationStatus(received);
            var lag = await catalog.QueryAsync(
                CatalogQueries.Lag,
                reader => reader.GetInt64(0),
                cancellationToken,
                received.ToString());
            status.LagBytes = Math.Max(0, lag[0]);
            if (status.LagBytes > options.MaxLagBytes)
            {
                throw new WalException($"Reading is {status.LagBytes} bytes behind; the limit is {options.MaxLagBytes}.");
            }

            await policies.CheckFunctionsAsync(cancellationToken);
        }
    }

    private static KeyValuePair<string, string?>[] PgOutputOptions(IReadOnlyList<string> publications) =>
    [
        new("proto_version", "1"),
        new("publication_names", string.Join(',', publications.Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))
            .Replace("'", "''", StringComparison.Ordinal)),
    ];

    private async Task<IReadOnlyList<string>> PublicationsAsync(CancellationToken cancellationToken)
    {
        var found = await catalog.QueryAsync(
            CatalogQueries.Publications,
            reader => reader.GetString(0),
            cancellationToken,
            (object)new[] { options.Publication, options.MessagesPublication });
        return found.Contains(options.Publication)
            ? found
            : throw new WalException($"The publication {options.Publication} does not exist.");
    }

    /// <summary>Values come in the session's text forms, so these are fixed rather than left to the server's settings.</summary>
    private string ConnectionString() => new NpgsqlConnectionStringBuilder(source.ConnectionString)
    {
        ApplicationName = "portalchat realtime",
        Timezone = "UTC",
        Options = "-c DateStyle=ISO -c IntervalStyle=postgres -c extra_float_digits=1 -c bytea_output=hex",
    }.ConnectionString;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}

/// <summary>The log cannot be followed; the message says why, in a sentence.</summary>
internal sealed class WalException(string message) : Exception(message);
