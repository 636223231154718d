namespace PortalChat.Realtime.Protocol;

/// <summary>
/// One message from a client, whichever serializer it came in.
/// </summary>
/// <param name="JoinRef">The ref of the join that the sender means; null where the client gives none.</param>
/// <param name="Ref">Echoed by the reply; null where none is wanted.</param>
/// <param name="Topic">Complete, with <c>realtime:</c>.</param>
/// <param name="Event">A Phoenix event, or <c>broadcast</c>, <c>presence</c>, <c>access_token</c>.</param>
/// <param name="Payload">One JSON value, syntax checked. The array belongs to the frame.</param>
/// <param name="Broadcast">Set for a binary push; the payload is empty then.</param>
internal sealed record InFrame(
    string? JoinRef,
    string? Ref,
    string Topic,
    string Event,
    ReadOnlyMemory<byte> Payload,
    UserBroadcast? Broadcast = null);
