using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PortalChat.Load.Figures;

/// <summary>Rows of named figures: a table for people, and JSON for machines.</summary>
internal sealed class Table(string title)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<List<(string Name, JsonNode? Value)>> _rows = [];

    public void Add(params (string Name, JsonNode? Value)[] row) => _rows.Add([.. row]);

    /// <summary>In Markdown, aligned, so that it reads the same on a terminal and in a document.</summary>
    public void Print(TextWriter output)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var names = _rows.SelectMany(row => row.Select(cell => cell.Name)).Distinct().ToList();
        var cells = _rows.ConvertAll(row => names.ConvertAll(name => Text(row.Find(cell => cell.Name == name).Value)));
        var widths = names.Select((name, n) => Math.Max(name.Length, cells.Max(row => row[n].Length))).ToList();
        string Line(IEnumerable<string> texts) => $"| {string.Join(" | ", texts.Select((text, n) => text.PadLeft(widths[n])))} |";

        output.WriteLine();
        output.WriteLine($"**{title}**");
        output.WriteLine();
        output.WriteLine(Line(names));
        output.WriteLine($"| {string.Join(" | ", widths.Select(width => new string('-', width - 1) + ":"))} |");
        cells.ForEach(row => output.WriteLine(Line(row)));
    }

    public static void Write(string path, IEnumerable<Table> tables)
    {
        var all = new JsonArray([.. tables.Select(table => table.ToJson())]);
        File.WriteAllText(path, all.ToJsonString(Indented));
    }

    private JsonObject ToJson() => new()
    {
        ["title"] = title,
        ["rows"] = new JsonArray([.. _rows.Select(row =>
            new JsonObject(row.Select(cell => KeyValuePair.Create(cell.Name, cell.Value?.DeepClone()))))]),
    };

    private static string Text(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "",
        JsonValueKind.Number => Number(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
        _ => value.ToString(),
    };

    private static string Number(double value) => value switch
    {
        _ when Math.Abs(value) >= 100 || value == Math.Truncate(value) => value.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
