namespace PortalChat.Database.Catalog;

/// <summary>Writes names as SQL text, so that nothing in a name can end it.</summary>
public static class SqlIdentifier
{
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
