using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PortalChat.Realtime.Cluster;
using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Tests.Cluster;

/// <summary>[RT66] What is yet to be told to other servers has a bound; what did not fit is told anew where it still counts.</summary>
public sealed class ClusterOutboxTests : IDisposable
{
    private const int Room = 10_000;
    private static readonly TopicKey Topic = new("room", IsPrivate: false);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ClusterOutbox _outbox;

    public ClusterOutboxTests()
    {
        _outbox = new ClusterOutbox(
            new RealtimeOptions { ReplicationConnectionString = "", MaxPeerQueueBytes = Room },
            ActivatorUtilities.CreateInstance<ClusterMetrics>(_services))
        {
            HasListeners = true,
        };
        _outbox.Open();
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public void MoreBroadcastsThanFit_LoseTheLast_AndOweNothing()
    {
        var fit = FillWithBroadcasts();

        Assert.InRange(fit.Count, 1, 10);
        Assert.Equal(Enumerable.Range(0, fit.Count).Select(number => $"{number}"), fit);
        Assert.False(_outbox.TakeOwedState());

        // The control: there is room again.
        Say(100);
        Assert.Equal(["100"], Drain());
    }

    [Fact]
    public void AMetaThatDoesNotFit_IsOwed_UntilThereIsRoom()
    {
        for (var number = 0; number < 20; number++)
        {
            Say(number);
        }

        _outbox.Shown(Topic, Meta(), before: null);
        Assert.False(_outbox.TakeOwedState());

        var told = Drain();

        Assert.DoesNotContain("shown", told);
        Assert.True(_outbox.TakeOwedState());
        Assert.False(_outbox.TakeOwedState());
    }

    [Fact]
    public void WhatKeepsServersTogether_IsNeverDropped()
    {
        for (var number = 0; number < 20; number++)
        {
            Say(number);
        }

        _outbox.Tell(new PeerRecord.Beat());

        Assert.Contains("Beat", Drain());
    }

    [Fact]
    public void NobodyToTell_TakesNothing()
    {
        Assert.True(_outbox.Close());
        Say(1);
        Assert.Empty(Drain());

        _outbox.Open();
        _outbox.HasListeners = false;
        Say(2);
        Assert.Empty(Drain());

        // The control.
        _outbox.HasListeners = true;
        Say(3);
        Assert.Equal(["3"], Drain());
    }

    private List<string> FillWithBroadcasts()
    {
        for (var number = 0; number < 20; number++)
        {
            Say(number);
        }

        return Drain();
    }

    private void Say(int number) =>
        _outbox.Said(Topic, new UserBroadcast($"{number}", Encoding.UTF8.GetBytes($"\"{new string('x', 1000)}\""), IsJson: true));

    private static PresenceMeta Meta()
    {
        using var shown = JsonDocument.Parse($$"""{"name":"{{new string('x', 1000)}}"}""");
        return PresenceMeta.Create("key", shown.RootElement, previousRef: null);
    }

    /// <summary>The broadcasts' events, <c>shown</c> for a meta, else what kind of record it is.</summary>
    private List<string> Drain()
    {
        var told = new List<string>();
        while (_outbox.Take(maxBytes: 5000) is { } message)
        {
            told.AddRange(PeerRecordFormat.Read(message).Select(record => record switch
            {
                PeerRecord.Said said => said.Broadcast.Event,
                PeerRecord.Shown => "shown",
                _ => record.GetType().Name,
            }));
        }

        return told;
    }
}
