using System.Text.Json.Nodes;

namespace PortalChat.Load.Questions;

/// <summary>A plan of Postgres, with what it really did: <c>explain (analyze, buffers, format json)</c>.</summary>
internal sealed record Plan(JsonNode Json)
{
    private static readonly string[] GrowingTables = ["chat_requests", "chat_messages"];

    /// <summary>How the tables that grow are read: what kind of scan, by which index, and how many rows it looked at.</summary>
    public string Summary => string.Join("; ", Scans(Root).Select(Describe).Distinct());

    /// <summary>Reads a table that grows from its beginning, for more rows than a page has.</summary>
    public bool ScansAll => Scans(Root).Any(scan => (string?)scan["Node Type"] == "Seq Scan" && RowsRead(scan) > 1000);

    /// <summary>Blocks of 8 kB, from Postgres' own memory or from elsewhere.</summary>
    public long Blocks => Number(Root, "Shared Hit Blocks") + Number(Root, "Shared Read Blocks");

    private JsonNode Root => (Json is JsonArray array ? array[0]! : Json)["Plan"]!;

    private static IEnumerable<JsonNode> Scans(JsonNode node)
    {
        var below = (node["Plans"] as JsonArray ?? []).SelectMany(child => Scans(child!));
        var isScan = GrowingTables.Contains((string?)node["Relation Name"])
            || (string?)node["Node Type"] is "Bitmap Index Scan" or "Function Scan";
        return isScan ? below.Prepend(node) : below;
    }

    private static string Describe(JsonNode scan) =>
        $"{scan["Node Type"]} {(string?)scan["Index Name"] ?? (string?)scan["Relation Name"] ?? (string?)scan["Function Name"]} ({RowsRead(scan):N0})";

    private static long RowsRead(JsonNode scan) =>
        (long)((Fraction(scan, "Actual Rows") + Fraction(scan, "Rows Removed by Filter")) * Fraction(scan, "Actual Loops"));

    private static long Number(JsonNode node, string name) => (long)Fraction(node, name);

    private static double Fraction(JsonNode node, string name) => (double?)node[name] ?? 0;
}
