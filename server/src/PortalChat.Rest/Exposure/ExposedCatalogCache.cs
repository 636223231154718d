using Microsoft.Extensions.Options;
using PortalChat.Database.Catalog;
using PortalChat.Rest.Options;

namespace PortalChat.Rest.Exposure;

/// <summary>The exposed part of the newest snapshot, derived once per snapshot.</summary>
internal sealed class ExposedCatalogCache(CatalogCache catalog, IOptions<RestOptions> options)
{
    private Derived? _derived;

    /// <summary>Null until the database has been reached for the first time.</summary>
    public ExposedCatalog? Current
    {
        get
        {
            if (catalog.Current is not { } snapshot)
                return null;
            var derived = Volatile.Read(ref _derived);
            if (derived?.From == snapshot)
                return derived.Exposed;
            // Two requests may both derive it; the results are equal.
            derived = new Derived(snapshot, new ExposedCatalog(snapshot, options.Value));
            Volatile.Write(ref _derived, derived);
            return derived.Exposed;
        }
    }

    private sealed record Derived(CatalogSnapshot From, ExposedCatalog Exposed);
}
