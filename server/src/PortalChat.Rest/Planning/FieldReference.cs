using PortalChat.Database.Catalog;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>A column that exists, and the way into its json.</summary>
internal sealed record FieldReference(CatalogColumn Column, IReadOnlyList<JsonStep> Json);
