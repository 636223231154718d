using Microsoft.Extensions.Logging;
using PortalChat.Auth.Callers;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Topics;
using PortalChat.Realtime.Wal;

namespace PortalChat.Realtime.Channels;

/// <summary>What every channel works with.</summary>
internal sealed record ChannelServices(
    RealtimeOptions Options,
    ICallerResolver Callers,
    EndedSessions EndedSessions,
    TopicHub Hub,
    TopicAuthorization Authorization,
    TopicReplay Replay,
    BindingResolver Bindings,
    ChangeSubscriptions Subscriptions,
    WalStatus Wal,
    RealtimeMetrics Metrics,
    TimeProvider Time,
    ILogger<RealtimeFeature> Logger);
