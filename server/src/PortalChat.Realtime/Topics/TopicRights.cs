namespace PortalChat.Realtime.Topics;

/// <summary>What the policies on <c>realtime.messages</c> allow one caller on one private topic.</summary>
internal sealed record TopicRights
{
    /// <summary>A public topic has no policies.</summary>
    public static TopicRights All { get; } = new()
    {
        ReadsBroadcast = true,
        ReadsPresence = true,
        WritesBroadcast = true,
        WritesPresence = true,
    };

    public static TopicRights None { get; } = new()
    {
        ReadsBroadcast = false,
        ReadsPresence = false,
        WritesBroadcast = false,
        WritesPresence = false,
    };

    public required bool ReadsBroadcast { get; init; }

    public required bool ReadsPresence { get; init; }

    public required bool WritesBroadcast { get; init; }

    public required bool WritesPresence { get; init; }
}
