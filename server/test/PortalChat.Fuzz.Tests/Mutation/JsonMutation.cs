using System.Text;
using System.Text.Json.Nodes;

namespace PortalChat.Fuzz.Tests.Mutation;

/// <summary>Changes a document's structure and leaves it JSON: what is mutated as text hardly ever gets past the parser.</summary>
internal static class JsonMutation
{
    public static string Mutate(string json, Random random)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json);
        }
        catch (System.Text.Json.JsonException)
        {
            return TextMutation.Mutate(json, random);
        }

        for (var times = random.Next(1, 4); times > 0; times--)
        {
            root = Change(root, random);
        }

        return root?.ToJsonString() ?? "null";
    }

    private static JsonNode? Change(JsonNode? root, Random random)
    {
        var places = new List<JsonNode>();
        Collect(root, places);
        if (places.Count == 0 || random.Next(25) == 0)
        {
            return Odd(random);
        }

        switch (places[random.Next(places.Count)])
        {
            case JsonObject members:
                ChangeMember(members, random);
                break;
            case JsonArray items:
                ChangeItem(items, random);
                break;
        }

        return root;
    }

    private static void ChangeMember(JsonObject members, Random random)
    {
        var name = members.Count == 0 ? "" : members.ElementAt(random.Next(members.Count)).Key;
        switch (random.Next(5))
        {
            case 0:
                members.Remove(name);
                break;
            case 1:
                members[random.Next(3) == 0 ? TextMutation.Mutate(name, random) : Text(random)] = Odd(random);
                break;
            case 2 when members.ContainsKey(name):
                var value = members[name]?.DeepClone();
                members.Remove(name);
                members[TextMutation.Mutate(name, random, most: 1)] = value;
                break;
            default:
                members[name] = members[name] is JsonValue text && random.Next(2) == 0
                    ? JsonValue.Create(TextMutation.Mutate(text.ToString(), random, most: 2))
                    : Odd(random);
                break;
        }
    }

    private static void ChangeItem(JsonArray items, Random random)
    {
        var at = random.Next(items.Count + 1);
        switch (random.Next(4))
        {
            case 0 when at < items.Count:
                items.RemoveAt(at);
                break;
            case 1 when at < items.Count:
                items.Insert(at, items[at]?.DeepClone());
                break;
            case 2 when at < items.Count:
                items[at] = Odd(random);
                break;
            default:
                items.Insert(at, Odd(random));
                break;
        }
    }

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        switch (node)
        {
            case JsonObject members:
                places.Add(members);
                foreach (var (_, member) in members)
                {
                    Collect(member, places);
                }

                break;
            case JsonArray items:
                places.Add(items);
                foreach (var item in items)
                {
                    Collect(item, places);
                }

                break;
        }
    }

    private static JsonNode? Odd(Random random) => random.Next(14) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => 0,
        3 => -1,
        4 => long.MaxValue,
        5 => JsonNode.Parse("1e400"),
        6 => JsonNode.Parse("123456789012345678901234567890.5"),
        7 => "",
        8 => new JsonArray(),
        9 => new JsonObject(),
        10 => Nested(random.Next(2, 80)),
        11 => new string('x', random.Next(1, 3_000)),
        12 => new JsonArray(1, null, "a", new JsonObject()),
        _ => Text(random),
    };

    private static JsonNode Nested(int depth)
    {
        JsonNode node = new JsonArray();
        for (var level = 0; level < depth; level++)
        {
            node = level % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        }

        return node;
    }

    /// <summary>Lone surrogates cannot be written as JSON text.</summary>
    private static string Text(Random random) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Pieces.Any(random)));
}
