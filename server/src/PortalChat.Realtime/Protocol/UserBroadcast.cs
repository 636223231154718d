namespace PortalChat.Realtime.Protocol;

/// <summary>What one client says to the others on a topic.</summary>
/// <param name="Event">The client's own event name.</param>
/// <param name="Payload">One JSON value, or any bytes.</param>
/// <param name="IsJson">False for bytes that the server does not look into.</param>
/// <param name="Meta">A JSON object that the server adds (<c>id</c>, <c>replayed</c>), or null.</param>
internal sealed record UserBroadcast(string Event, ReadOnlyMemory<byte> Payload, bool IsJson, string? Meta = null);
