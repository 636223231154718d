namespace PortalChat.Realtime.Channels;

/// <summary>Why a channel ends, which decides what its client is told.</summary>
internal enum ChannelEnd
{
    /// <summary>The client asked for it: <c>phx_close</c> after the reply.</summary>
    Left,

    /// <summary>The client joined the topic again: <c>phx_close</c> with the old join's ref.</summary>
    Replaced,

    /// <summary>The client may not go on; it should not try again by itself: <c>phx_close</c>.</summary>
    Dismissed,

    /// <summary>The client should join again, with a fresh token or to see what it has missed: <c>phx_error</c>.</summary>
    Broken,

    /// <summary>The join was refused; the reply has said why.</summary>
    Refused,

    /// <summary>Nobody is left to be told.</summary>
    SocketGone,
}
