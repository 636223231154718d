namespace PortalChat.Realtime;

/// <summary>Names the feature's log category: <c>PortalChat.Realtime.RealtimeFeature</c>.</summary>
internal sealed class RealtimeFeature;
