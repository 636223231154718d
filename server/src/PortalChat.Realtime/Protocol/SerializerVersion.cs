namespace PortalChat.Realtime.Protocol;

/// <summary>The two ways of writing a Phoenix message; the client chooses by <c>vsn</c> in the connect URL.</summary>
internal enum SerializerVersion
{
    /// <summary><c>vsn=1.0.0</c>, and what counts when the parameter is absent: JSON objects.</summary>
    V1,

    /// <summary><c>vsn=2.0.0</c>: JSON arrays, and binary frames for broadcasts.</summary>
    V2,
}
