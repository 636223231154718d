using PortalChat.Database.Catalog;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Exposure;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>Finds what names mean, and says what was probably meant where they mean nothing.</summary>
internal sealed class FieldResolver(ExposedCatalog catalog)
{
    public FieldReference Resolve(RowShape shape, FieldPath path)
    {
        if (shape.Find(path.Name) is { } column)
            return new FieldReference(column, path.Json);
        if (shape.Table is { } table && catalog.FindComputed(table.Name, path.Name) is { } function)
        {
            var computed = new CatalogColumn { Name = path.Name, Type = function.Result.Type };
            return new FieldReference(computed, path.Json, function);
        }

        throw Unknown(shape, path.Name);
    }

    /// <summary>A key of the body or a name in <c>columns</c> or <c>on_conflict</c>.</summary>
    public CatalogColumn ResolveBodyColumn(CatalogTable table, string name)
    {
        if (table.FindColumn(name) is { } column)
            return column;
        var meant = catalog.Suggestions.Suggest(name, table.Columns.Select(known => known.Name));
        throw SchemaErrors.NoBodyColumn(
            table.Name.Name, name, meant is null ? null : $"Perhaps you meant the column '{meant}'");
    }

    public string? ResolveCast(string? cast)
    {
        if (cast is null)
            return null;
        return catalog.Casts.Find(cast) ?? throw SchemaErrors.NoType(cast);
    }

    private RestException Unknown(RowShape shape, string name)
    {
        var meant = catalog.Suggestions.Suggest(name, shape.Columns.Select(known => known.Name));
        return SchemaErrors.NoColumn(
            shape.Name,
            name,
            meant is null ? null : $"Perhaps you meant to reference the column \"{shape.Name}.{meant}\".");
    }
}
