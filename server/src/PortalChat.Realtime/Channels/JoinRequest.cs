namespace PortalChat.Realtime.Channels;

/// <summary>What a client asks for when it joins.</summary>
internal sealed record JoinRequest
{
    public static JoinRequest Default { get; } = new();

    /// <summary>The token of this channel; null where the socket's own counts.</summary>
    public string? AccessToken { get; init; }

    public bool IsPrivate { get; init; }

    /// <summary>The sender of a broadcast gets it too.</summary>
    public bool EchoesBroadcasts { get; init; }

    /// <summary>Each broadcast is answered.</summary>
    public bool AcknowledgesBroadcasts { get; init; }

    /// <summary>What was said on a private topic before the join; null where it is not wanted.</summary>
    public ReplayRequest? Replay { get; init; }

    /// <summary>Empty where the client gives none.</summary>
    public string PresenceKey { get; init; } = "";

    public bool WantsPresence { get; init; } = true;

    /// <summary>The bindings as they were sent, in their order: the reply echoes them.</summary>
    public IReadOnlyList<RequestedBinding> Bindings { get; init; } = [];

    /// <summary>The same as JSON, to be read again; empty where there are none.</summary>
    public byte[] AskedBindings { get; init; } = [];

    /// <summary>
    /// The client would rather be refused than joined without its bindings, and waits so long for them; null where it
    /// takes what it gets.
    /// </summary>
    public TimeSpan? InsistsOnBindings { get; init; }

    /// <summary>The client wants a <c>system</c> message once rows of <c>realtime.messages</c> are followed.</summary>
    public bool WantsReplicationReady { get; init; }
}

/// <param name="Since">Nothing older than this.</param>
/// <param name="Limit">At most so many, the newest.</param>
internal sealed record ReplayRequest(DateTimeOffset Since, int Limit);

/// <summary>One entry of <c>postgres_changes</c>, nothing about it checked yet.</summary>
/// <param name="Raw">The JSON object as it was sent.</param>
/// <param name="Event"><c>INSERT</c>, <c>UPDATE</c>, <c>DELETE</c> or <c>*</c>.</param>
/// <param name="Schema">A name or <c>*</c>.</param>
/// <param name="Table">A name or <c>*</c>.</param>
/// <param name="Filter">The filter's text, or null.</param>
/// <param name="Select">The columns wanted, or null for all.</param>
internal sealed record RequestedBinding(
    byte[] Raw,
    string Event,
    string Schema,
    string Table,
    string? Filter,
    IReadOnlyList<string>? Select);
