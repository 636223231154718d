using System.Runtime.InteropServices;
using System.Text.Json;
using PortalChat.Database.Catalog;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Exposure;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Planning;

/// <summary>Finds the function that name and arguments mean, among its overloads.</summary>
internal sealed class CallPlanner(ExposedCatalog catalog)
{
    /// <summary>Arguments from the query string.</summary>
    public CallPlan PlanGet(QualifiedName name, IReadOnlyList<KeyValuePair<string, string>> given)
    {
        var keys = given.Select(pair => pair.Key).Distinct(StringComparer.Ordinal).ToList();
        var function = Choose(name, keys, isArray: false, body: null);
        var arguments = function.Parameters
            .Where(parameter => keys.Contains(parameter.Name))
            .Select(CallArgument (parameter) =>
            {
                var values = given.Where(pair => pair.Key == parameter.Name).Select(pair => pair.Value).ToList();
                return parameter.IsVariadic
                    ? new CallArgument.Many(parameter, values)
                    : new CallArgument.Text(parameter, values[^1]);
            });
        return new CallPlan(function, [.. arguments]);
    }

    /// <summary>Arguments from a JSON body.</summary>
    public CallPlan PlanPost(QualifiedName name, Payload payload)
    {
        var function = Choose(name, payload.Keys, payload.IsArray, payload.Json);
        if (IsSingleUnnamed(function, "json", "jsonb") && (payload.IsArray || payload.Keys.Count > 0))
            return new CallPlan(function, [new CallArgument.Body(function.Parameters[0], payload.Json)]);
        using var document = JsonDocument.Parse(payload.Json);
        var arguments = new List<CallArgument>();
        foreach (var parameter in function.Parameters)
        {
            if (!payload.IsArray && document.RootElement.TryGetProperty(parameter.Name, out var value))
                arguments.Add(Argument(parameter, value));
        }

        return new CallPlan(function, arguments);
    }

    /// <summary>The body as it is, for a function that takes text, xml or bytes.</summary>
    public CallPlan PlanRaw(QualifiedName name, string type, ReadOnlyMemory<byte> body)
    {
        var function = catalog.FindFunctions(name).FirstOrDefault(overload => IsSingleUnnamed(overload, type));
        if (function is null)
        {
            throw SchemaErrors.NoFunction(
                $"Could not find the function {name} in the schema cache",
                $"Searched for the function {name} with a single unnamed {type} parameter, but no matches were found in the schema cache.",
                hint: null);
        }

        return new CallPlan(function, [new CallArgument.Body(function.Parameters[0], body)]);
    }

    private CatalogFunction Choose(
        QualifiedName name, IReadOnlyList<string> keys, bool isArray, ReadOnlyMemory<byte>? body)
    {
        var overloads = catalog.FindFunctions(name);
        List<CatalogFunction> fitting = isArray ? [] : [.. overloads.Where(overload => Fits(overload, keys))];
        if (fitting.Count == 0 && body is not null)
            fitting = [.. overloads.Where(overload => IsSingleUnnamed(overload, "json", "jsonb"))];
        return fitting switch
        {
            [var only] => only,
            [] => throw None(name, keys, body is not null, overloads),
            _ => throw SchemaErrors.AmbiguousFunction(string.Join(", ", fitting.Select(Describe))),
        };
    }

    private static bool Fits(CatalogFunction function, IReadOnlyList<string> keys)
    {
        if (function.Parameters is [{ Name: "" }, ..])
            return false;
        var names = function.Parameters.Select(parameter => parameter.Name).ToHashSet();
        var required = function.Parameters.Where(parameter => !parameter.HasDefault && !parameter.IsVariadic);
        return keys.All(names.Contains) && required.All(parameter => keys.Contains(parameter.Name));
    }

    private static bool IsSingleUnnamed(CatalogFunction function, params ReadOnlySpan<string> types) =>
        function.Parameters is [{ Name: "" } only] && types.Contains(only.Type.BaseName);

    /// <summary>As <c>json_to_record</c> reads it: text for the type's input function, or the JSON itself.</summary>
    private static CallArgument Argument(CatalogParameter parameter, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return new CallArgument.Text(parameter, null);
        if (parameter.Type.IsJson)
            return new CallArgument.Text(parameter, value.GetRawText());
        return value.ValueKind switch
        {
            JsonValueKind.String => new CallArgument.Text(parameter, Text(value)),
            JsonValueKind.Object or JsonValueKind.Array when parameter.Type.BaseName is not ("text" or "varchar") =>
                new CallArgument.Structure(parameter, JsonMarshal.GetRawUtf8Value(value).ToArray()),
            _ => new CallArgument.Text(parameter, value.GetRawText()),
        };
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: valid JSON, but no text.
            throw RequestErrors.BadBody("Empty or invalid json");
        }
    }

    private RestException None(
        QualifiedName name, IReadOnlyList<string> keys, bool hasBody, IReadOnlyList<CatalogFunction> overloads)
    {
        var sorted = keys.Order(StringComparer.Ordinal).ToList();
        var list = string.Join(", ", sorted);
        var message = keys.Count == 0 ? $"{name} without parameters" : $"{name}({list})";
        var details = (keys.Count == 0 ? $"{name} without parameters" : $"{name} with parameter{(keys.Count > 1 ? "s" : "")} {list}")
            + (hasBody ? " or with a single unnamed json/jsonb parameter" : "");
        return SchemaErrors.NoFunction(
            $"Could not find the function {message} in the schema cache",
            $"Searched for the function {details}, but no matches were found in the schema cache.",
            Hint(name, overloads));
    }

    private string? Hint(QualifiedName name, IReadOnlyList<CatalogFunction> overloads)
    {
        const string Perhaps = "Perhaps you meant to call the function ";
        if (overloads.Count > 0)
        {
            var names = overloads[0].Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal);
            return $"{Perhaps}{name}({string.Join(", ", names)})";
        }

        var known = catalog.Functions.Where(function => function.Name.Schema == name.Schema).Select(function => function.Name.Name);
        var meant = catalog.Suggestions.Suggest(name.Name, known);
        return meant is null ? null : $"{Perhaps}{name.Schema}.{meant}";
    }

    private static string Describe(CatalogFunction function) =>
        $"{function.Name}({string.Join(", ", function.Parameters.Select(parameter => $"{parameter.Name} => {parameter.Type.Sql}"))})";
}
