using PortalChat.Rest.Exposure;

namespace PortalChat.Rest.Planning;

/// <param name="Field">A column of the level, or of the related row.</param>
/// <param name="Related">The to-one way to the row that <paramref name="Field"/> is of.</param>
internal sealed record PlannedOrder(FieldReference Field, Relationship? Related, bool? Descending, bool? NullsFirst);
