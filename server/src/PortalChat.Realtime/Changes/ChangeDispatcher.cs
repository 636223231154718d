using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Sockets;
using PortalChat.Realtime.Topics;
using PortalChat.Realtime.Visibility;
using PortalChat.Realtime.Wal;
using Channel = PortalChat.Realtime.Channels.Channel;

namespace PortalChat.Realtime.Changes;

/// <summary>
/// From a change to the sockets of those who may see it. What has piled up while the last batch was asked about is the
/// next batch: the busier it is, the more changes share one round trip.
/// </summary>
internal sealed class ChangeDispatcher(
    RealtimeOptions options,
    ChangeSubscriptions subscriptions,
    RowVisibility visibility,
    UntouchedValues untouched,
    TopicHub hub,
    RealtimeMetrics metrics,
    WalDelay delay,
    TimeProvider time,
    ILogger<RealtimeFeature> logger)
{
    private const int MaxBatch = 256;

    public async Task RunAsync(ChannelReader<WalEvent> events, CancellationToken cancellationToken)
    {
        var batch = new List<WalEvent>(MaxBatch);
        while (await events.WaitToReadAsync(cancellationToken))
        {
            while (batch.Count < MaxBatch && events.TryRead(out var next))
            {
                batch.Add(next);
            }

            var firstCommit = batch.OfType<WalEvent.Changed>().FirstOrDefault()?.Change.CommittedAt;
            using var trace = RealtimeTraces.Batch(batch.Count, firstCommit);
            delay.HandingOut(firstCommit);
            try
            {
                await DispatchAsync(batch, cancellationToken);
            }
            finally
            {
                delay.HandingOut(null);
            }

            batch.Clear();
        }
    }

    private async Task DispatchAsync(List<WalEvent> batch, CancellationToken cancellationToken)
    {
        // 1. Who listens to what.
        var matches = new List<Match>[batch.Count];
        var sights = new HashSet<Sight>();
        for (var index = 0; index < batch.Count; index++)
        {
            if (batch[index] is WalEvent.Changed { Change: var change })
            {
                await untouched.FetchAsync(change, cancellationToken);
                matches[index] = Listeners(change);
                if (NeedsAsking(change))
                {
                    matches[index].ForEach(match => sights.Add(new Sight(match.Viewer, change)));
                }
            }
        }

        // 2. Who may see it.
        HashSet<Sight> allowed;
        try
        {
            allowed = await visibility.AskAsync(sights, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            RealtimeLog.DatabaseFailed(logger, exception);
            foreach (var match in matches.Where(each => each is not null).SelectMany(each => each))
            {
                match.Channel.End(ChannelEnd.Broken);
            }

            matches = new List<Match>[batch.Count];
            allowed = [];
        }

        // 3. Out, in commit order.
        var departures = new Departures();
        try
        {
            for (var index = 0; index < batch.Count; index++)
            {
                switch (batch[index])
                {
                    case WalEvent.Changed { Change: var change } when matches[index] is { Count: > 0 } listeners:
                        Send(change, listeners, allowed, departures);
                        break;
                    case WalEvent.Said said:
                        hub.Broadcast(said.Topic, said.Broadcast);
                        break;
                }
            }
        }
        finally
        {
            departures.Go();
        }
    }

    /// <summary>
    /// A deleted row can no longer be asked about: as upstream has it, its key goes to all whose filter it meets.
    /// </summary>
    private static bool NeedsAsking(RowChange change) =>
        change.Relation.Table.HasPolicies && change.Kind != ChangeKind.Delete;

    private List<Match> Listeners(RowChange change)
    {
        var now = time.GetUtcNow();
        var listeners = new List<Match>();
        var relation = change.Relation;
        if (relation.Table.HasPolicies && !relation.Table.HasKey)
        {
            return listeners;
        }

        foreach (var (channel, bindings) in subscriptions.Match(change))
        {
            channel.EndIfExpired(now);
            var viewer = channel.Viewer;
            var role = viewer.Role;
            var heard = bindings.All(binding => binding.MayFilter(role, relation))
                ? bindings
                : [.. bindings.Where(binding => binding.MayFilter(role, relation))];
            if (channel.IsLive && heard.Count > 0 && relation.Table.ShowsKeyTo(role))
            {
                listeners.Add(new Match(channel, viewer, heard));
            }
        }

        return listeners;
    }

    private void Send(RowChange change, List<Match> listeners, HashSet<Sight> allowed, Departures departures)
    {
        using var trace = RealtimeTraces.Delivery(change);
        try
        {
            var encoder = new ChangeEncoder(change, options);
            var deliveries = 0;
            foreach (var (channel, viewer, bindings) in listeners)
            {
                if (NeedsAsking(change) && !allowed.Contains(new Sight(viewer, change)))
                {
                    continue;
                }

                var role = viewer.Role;
                deliveries++;
                if (bindings.Count == 1)
                {
                    channel.Deliver(encoder.Frame(channel, role, bindings[0]), departures);
                    continue;
                }

                foreach (var frame in encoder.Frames(channel, role, bindings))
                {
                    channel.Deliver(frame, departures);
                }
            }

            trace?.SetTag("portalchat.deliveries", deliveries);
            metrics.Changed(deliveries, time.GetUtcNow().UtcDateTime - change.CommittedAt);
        }
        catch (Exception exception)
        {
            // A value that cannot be written must not stop the changes after it, nor pass unnoticed.
            RealtimeLog.ChangeFailed(logger, exception, change.Relation.Table.Schema, change.Relation.Table.Name);
            listeners.ForEach(match => match.Channel.End(ChannelEnd.Broken));
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Match(Channel Channel, Viewer Viewer, IReadOnlyList<ChangeBinding> Bindings);
}
