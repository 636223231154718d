using System.Collections.Frozen;
using PortalChat.Database.Catalog;
using PortalChat.Rest.Options;

namespace PortalChat.Rest.Exposure;

/// <summary>
/// The part of the catalog that requests can name. Planning sees nothing else, so nothing else can be reached.
/// </summary>
internal sealed class ExposedCatalog
{
    private readonly FrozenDictionary<QualifiedName, CatalogTable> _tables;
    private readonly FrozenDictionary<QualifiedName, IReadOnlyList<CatalogFunction>> _functions;
    private readonly ILookup<QualifiedName, Relationship> _relationships;
    private readonly FrozenDictionary<(QualifiedName Table, string Name), CatalogFunction> _computed;
    private readonly CatalogSnapshot _snapshot;

    public ExposedCatalog(CatalogSnapshot snapshot, RestOptions options)
    {
        _snapshot = snapshot;
        _tables = snapshot.Tables
            .Where(pair => pair.Value.Kind != CatalogTableKind.CompositeType && options.Lists(options.Tables, pair.Key))
            .ToFrozenDictionary();
        _functions = snapshot.Functions
            .Where(pair => options.Lists(options.Functions, pair.Key))
            .ToFrozenDictionary();
        _relationships = RelationshipGraph.Build(_tables, Functions);
        _computed = Functions
            .Where(function => function is { Parameters: [{ Type.RowOf: not null }], Result: { IsSet: false, IsComposite: false, IsVoid: false } })
            .GroupBy(function => (function.Parameters[0].Type.RowOf!.Value, function.Name.Name))
            .ToFrozenDictionary(group => group.Key, group => group.First());
        Casts = new CastTypes(snapshot, options.Schemas);
        Suggestions = new NameSuggestions(options.LegacyNames);
    }

    public CastTypes Casts { get; }

    public NameSuggestions Suggestions { get; }

    public IReadOnlySet<string> TimeZones => _snapshot.TimeZones;

    public IEnumerable<CatalogTable> Tables => _tables.Values;

    public IEnumerable<CatalogFunction> Functions => _functions.Values.SelectMany(overloads => overloads);

    public CatalogTable? FindTable(QualifiedName name) => _tables.GetValueOrDefault(name);

    public IReadOnlyList<CatalogFunction> FindFunctions(QualifiedName name) => _functions.GetValueOrDefault(name, []);

    /// <summary>A function that makes one value from a row of the table, used as if it were a column.</summary>
    public CatalogFunction? FindComputed(QualifiedName table, string name) => _computed.GetValueOrDefault((table, name));

    public IEnumerable<Relationship> WaysFrom(QualifiedName table) => _relationships[table];

    /// <summary>
    /// The columns of what a function returns. The type itself need not be exposed: the function is, and decides
    /// what it returns.
    /// </summary>
    public CatalogTable? FindRowType(QualifiedName name) => _snapshot.Tables.GetValueOrDefault(name);
}
