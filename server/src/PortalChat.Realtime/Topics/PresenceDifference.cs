namespace PortalChat.Realtime.Topics;

/// <summary>What changes on one topic at once. A meta in both has come and gone in between.</summary>
internal sealed record PresenceDifference(IReadOnlyList<PresenceMeta> Joined, IReadOnlyList<PresenceMeta> Left)
{
    public static PresenceDifference Of(PresenceMeta? joined, PresenceMeta? left) =>
        new(joined is null ? [] : [joined], left is null ? [] : [left]);
}
