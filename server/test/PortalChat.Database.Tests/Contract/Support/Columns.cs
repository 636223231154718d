namespace PortalChat.Database.Tests.Contract.Support;

/// <summary>The columns of a case: <c>player_id: $player, status: 'waiting'</c>.</summary>
internal static class Columns
{
    /// <summary>Names and SQL values; a comma inside of a value belongs to it.</summary>
    public static Dictionary<string, string> Parse(string columns)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var last = "";
        foreach (var part in columns.Split(", "))
        {
            if (part.Split(": ", 2) is [var name, var value])
            {
                values[last = name] = value;
            }
            else
            {
                values[last] += $", {part}";
            }
        }

        return values;
    }

    /// <summary>An insert of these; each of <paramref name="more"/> gets a place holder of its own name.</summary>
    public static string Insert(string table, Dictionary<string, string> values, params string[] more) =>
        $"insert into {table} ({string.Join(", ", values.Keys.Concat(more))}) "
        + $"values ({string.Join(", ", values.Values.Concat(more.Select(name => $"${name}")))})";
}
