using PortalChat.Database.Catalog;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Exposure;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>Decides which columns a write sets and from what.</summary>
internal sealed class MutationPlanner(ExposedCatalog catalog)
{
    private readonly FieldResolver _fields = new(catalog);

    public MutationPlan.Insert PlanInsert(
        CatalogTable table, Payload payload, RestQuery query, Preferences preferences)
    {
        var given = Given(table, payload, query);

        // What no object has a value for is simply not listed: Postgres then uses the default, and no right to set
        // the column is needed. What only some objects have a value for is decided row by row.
        var columns = given.Where(column => !IsAlwaysDefault(payload, column, preferences)).ToList();
        var mixed = columns.Where(column => AutoRows(payload, column) > 0).ToList();
        var defaulted = preferences.MissingIsDefault == true
            ? columns.Where(column => column.Default is not null)
            : mixed;
        return new MutationPlan.Insert(
            table,
            mixed.Count > 0 ? AutoRemover.Remove(payload, mixed) : payload,
            columns,
            [.. defaulted],
            PlanConflict(table, columns, query, preferences),
            Only: []);
    }

    /// <summary>Insert or replace the one row that the URL names by its whole primary key.</summary>
    public MutationPlan.Insert PlanPut(
        CatalogTable table, Payload payload, RestQuery query, Preferences preferences, RowsPlan target)
    {
        if (query.Ranges.Count > 0)
            throw RequestErrors.PutRange();
        var keys = query.Conditions.Select(PutKey).ToHashSet(StringComparer.Ordinal);
        if (table.PrimaryKey.Count == 0 || !keys.SetEquals(table.PrimaryKey))
            throw RequestErrors.PutFilters();
        var insert = PlanInsert(table, payload, query, preferences);
        if (!keys.IsSubsetOf(insert.Columns.Select(column => column.Name)))
            throw RequestErrors.PutKey();
        var key = insert.Columns.Where(column => keys.Contains(column.Name)).ToList();
        return insert with { Conflict = new ConflictPlan(key, insert.Columns), Only = target.Conditions };
    }

    private static string PutKey(Placed<LogicTree> condition) => condition switch
    {
        {
            Path.IsRoot: true,
            Value: LogicTree.Leaf
            {
                IsNegated: false,
                Field: { Json.Count: 0, Name: var name },
                Test: FilterTest.Compare { Operator: "=", Quantifier: Quantifier.None },
            },
        } => name,
        _ => throw RequestErrors.PutFilters(),
    };

    public MutationPlan.Update PlanUpdate(CatalogTable table, Payload payload, RestQuery query, RowsPlan target)
    {
        var given = Given(table, payload, query);
        var toDefault = given.Where(column => AutoRows(payload, column) > 0).ToList();
        return new MutationPlan.Update(table, payload, [.. given.Except(toDefault)], toDefault, target);
    }

    private List<CatalogColumn> Given(CatalogTable table, Payload payload, RestQuery query) =>
        [.. (query.Columns ?? payload.Keys).Select(name => _fields.ResolveBodyColumn(table, name))];

    private static bool IsAlwaysDefault(Payload payload, CatalogColumn column, Preferences preferences)
    {
        var withDefault = AutoRows(payload, column);
        if (preferences.MissingIsDefault == true && column.Default is not null)
            withDefault += payload.Rows - payload.Present.GetValueOrDefault(column.Name);
        return payload.Rows > 0 && withDefault == payload.Rows;
    }

    private static int AutoRows(Payload payload, CatalogColumn column) =>
        AutoValue.Applies(column) ? payload.Auto.GetValueOrDefault(column.Name) : 0;

    private ConflictPlan? PlanConflict(
        CatalogTable table, List<CatalogColumn> columns, RestQuery query, Preferences preferences)
    {
        if (preferences.Resolution is not { } resolution)
            return null;
        var names = query.OnConflict ?? table.PrimaryKey;
        if (names.Count == 0)
            return null;
        var keys = names.Select(name => _fields.ResolveBodyColumn(table, name)).ToList();
        return new ConflictPlan(keys, resolution == ResolutionKind.Merge && columns.Count > 0 ? columns : null);
    }
}
