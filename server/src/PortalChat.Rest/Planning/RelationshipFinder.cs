using System.Buffers;
using System.Text;
using System.Text.Json;
using PortalChat.Database.Catalog;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Exposure;

namespace PortalChat.Rest.Planning;

/// <summary>Chooses the foreign key that an embed means.</summary>
internal sealed class RelationshipFinder(ExposedCatalog catalog)
{
    /// <param name="source">The level that embeds.</param>
    /// <param name="target">A table, a foreign key's name, or the column that has the foreign key.</param>
    /// <param name="hint">After <c>!</c>: a foreign key's name, its column, or a junction.</param>
    public Relationship Find(CatalogTable source, string target, string? hint)
    {
        var all = catalog.WaysFrom(source.Name).ToList();

        // A computed way is made to be meant.
        if (all.Find(way => way.Function?.Name.Name == target) is { } computed)
            return computed;
        var ways = all.Where(way => way.Function is null && Leads(way, target) && Agrees(way, target, hint)).ToList();
        return ways switch
        {
            [var only] => only,
            [] => throw None(source, target, hint),
            _ => throw Several(source, target, ways),
        };
    }

    private static bool Leads(Relationship way, string target)
    {
        if (way.Target.Name.Name == target)
        {
            // From a table to itself: its name means the many, the column or the constraint means the one.
            return !way.IsToItself || !way.IsOwnKey;
        }

        // A constraint or a column means the table; a view that shows it has to be named itself.
        return way.Junction is null && !way.Target.IsView && (way.Constraint == target || (way.IsOwnKey && IsOnlySource(way, target)));
    }

    private static bool Agrees(Relationship way, string target, string? hint)
    {
        if (hint is null)
            return true;
        if (way.Junction is { } junction)
            return junction.Table.Name.Name == hint || way.Constraint == hint || junction.Constraint == hint;
        return way.Constraint == hint
            || IsOnlySource(way, hint)
            || (way.Columns is [var pair] && pair.Target == hint)
            || (way.Target.Name.Name == hint && target != hint);
    }

    private static bool IsOnlySource(Relationship way, string column) => way.Columns is [var pair] && pair.Source == column;

    private RestException None(CatalogTable source, string target, string? hint)
    {
        var schema = source.Name.Schema;
        var reachable = catalog.WaysFrom(source.Name).Select(way => way.Target.Name.Name).Distinct().ToList();
        var meant = reachable.Contains(target) ? null : catalog.Suggestions.Suggest(target, reachable);
        return SchemaErrors.NoRelationship(
            source.Name.Name,
            target,
            hint,
            schema,
            meant is null ? null : $"Perhaps you meant '{meant}' instead of '{target}'.");
    }

    private static RestException Several(CatalogTable source, string target, List<Relationship> ways)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonStyle.Readable))
        {
            json.WriteStartArray();
            foreach (var way in ways)
            {
                json.WriteStartObject();
                json.WriteString("cardinality", CardinalityName(way.Cardinality));
                json.WriteString("embedding", $"{way.Source.Name.Name} with {way.Target.Name.Name}");
                json.WriteString("relationship", Describe(way));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        var choices = ways.Select(way => $"'{way.Target.Name.Name}!{way.Junction?.Table.Name.Name ?? way.Constraint}'");
        return SchemaErrors.AmbiguousRelationship(
            source.Name.Name, target, Encoding.UTF8.GetString(buffer.WrittenSpan), string.Join(", ", choices));
    }

    private static string Describe(Relationship way)
    {
        if (way.Junction is { } junction)
        {
            return $"{junction.Table.Name.Name} using {way.Constraint}({Names(way.Columns.Select(pair => pair.Target))})"
                + $" and {junction.Constraint}({Names(junction.Columns.Select(pair => pair.Source))})";
        }

        return $"{way.Constraint} using {way.Source.Name.Name}({Names(way.Columns.Select(pair => pair.Source))})"
            + $" and {way.Target.Name.Name}({Names(way.Columns.Select(pair => pair.Target))})";
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);

    private static string CardinalityName(Cardinality cardinality) => cardinality switch
    {
        Cardinality.ManyToOne => "many-to-one",
        Cardinality.OneToMany => "one-to-many",
        Cardinality.OneToOne => "one-to-one",
        _ => "many-to-many",
    };
}
