using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Topics;

/// <summary>One message in the serializers that its readers turn out to need, each encoded at most once.</summary>
/// <param name="encode">Null where the message cannot be said in that serializer.</param>
internal struct SharedFrames(Func<SerializerVersion, OutFrame?> encode)
{
    private (bool IsKnown, OutFrame? Frame) _v1;
    private (bool IsKnown, OutFrame? Frame) _v2;

    public OutFrame? For(SerializerVersion version)
    {
        if (version == SerializerVersion.V1)
        {
            return _v1.IsKnown ? _v1.Frame : (_v1 = (true, encode(version))).Frame;
        }

        return _v2.IsKnown ? _v2.Frame : (_v2 = (true, encode(version))).Frame;
    }
}
