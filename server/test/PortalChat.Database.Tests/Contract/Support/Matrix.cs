namespace PortalChat.Database.Tests.Contract.Support;

/// <summary>
/// Reads a table of expectations: two columns that say what is tried and by whom, then a column for each status. Each
/// cell becomes a test case.
/// </summary>
internal static class Matrix
{
    public static TheoryData<string, string, string, string> Read(string table)
    {
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToList();
        var header = lines[0];
        var cases = new TheoryData<string, string, string, string>();
        foreach (var line in lines.Skip(1))
        {
            for (var column = 2; column < header.Length; column++)
            {
                cases.Add(line[0], line[1], header[column], line[column]);
            }
        }

        return cases;
    }

    private static string[] Cells(string line) => line.Split('|', StringSplitOptions.TrimEntries);
}
