using Xunit;

namespace PortalChat.Testing;

/// <summary>
/// Reads a table of expectations: two columns that say what is tried and by whom, then a column for each status. Each
/// cell becomes a test case.
/// </summary>
public static class Matrix
{
    public static TheoryData<string, string, string, string> Read(string table)
    {
        var header = Cells(table.Split('\n')[0]);
        var cases = new TheoryData<string, string, string, string>();
        foreach (var line in Lines(table))
        {
            for (var column = 2; column < header.Length; column++)
            {
                cases.Add(line[0], line[1], header[column], line[column]);
            }
        }

        return cases;
    }

    /// <summary>The lines below the heading, cell by cell.</summary>
    public static IEnumerable<string[]> Lines(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Cells);

    private static string[] Cells(string line) => line.Split('|', StringSplitOptions.TrimEntries);
}
