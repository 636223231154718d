using System.Collections.Frozen;
using PortalChat.Database.Catalog;

namespace PortalChat.Rest.Planning;

/// <summary>
/// [RE40] The text <c>auto</c> as a value means "use the default" in a column that has a default and whose type cannot
/// hold that text. Everywhere else it is the text.
/// </summary>
internal static class AutoValue
{
    /// <summary>Types whose input refuses <c>auto</c>; domains over them too.</summary>
    private static readonly FrozenSet<string> CannotHoldIt = FrozenSet.ToFrozenSet(
    [
        "bool", "int2", "int4", "int8", "float4", "float8", "numeric",
        "date", "time", "timetz", "timestamp", "timestamptz", "interval", "uuid",
    ]);

    public static bool Applies(CatalogColumn column) =>
        column.Default is not null && CannotHoldIt.Contains(column.Type.BaseName);
}
