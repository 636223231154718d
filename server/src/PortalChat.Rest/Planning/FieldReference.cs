using PortalChat.Database.Catalog;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>A column that exists, and the way into its json.</summary>
/// <param name="Computed">Set for a computed column: the function that makes it from the table's row.</param>
internal sealed record FieldReference(
    CatalogColumn Column, IReadOnlyList<JsonStep> Json, CatalogFunction? Computed = null);
