using PortalChat.Database.Catalog;

namespace PortalChat.Rest.Planning;

/// <summary>A function with its arguments.</summary>
internal sealed record CallPlan(CatalogFunction Function, IReadOnlyList<CallArgument> Arguments);

internal abstract record CallArgument(CatalogParameter Parameter)
{
    /// <summary>Text as the type's input function reads it; null is SQL's null.</summary>
    public sealed record Text(CatalogParameter Parameter, string? Value) : CallArgument(Parameter);

    /// <summary>Several texts for a variadic parameter.</summary>
    public sealed record Many(CatalogParameter Parameter, IReadOnlyList<string> Values) : CallArgument(Parameter);

    /// <summary>A JSON value for a type that is no JSON: an array or a composite.</summary>
    public sealed record Structure(CatalogParameter Parameter, ReadOnlyMemory<byte> Json) : CallArgument(Parameter);

    /// <summary>The whole body for the one parameter without a name.</summary>
    public sealed record Body(CatalogParameter Parameter, ReadOnlyMemory<byte> Bytes) : CallArgument(Parameter);
}
