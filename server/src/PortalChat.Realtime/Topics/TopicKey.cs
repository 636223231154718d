namespace PortalChat.Realtime.Topics;

/// <summary>
/// A topic's name and kind: a private and a public topic of one name are two topics, or joining the public one would
/// be a way around the policies.
/// </summary>
internal readonly record struct TopicKey(string Name, bool IsPrivate);
