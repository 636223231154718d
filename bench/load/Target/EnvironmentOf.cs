namespace PortalChat.Load.Target;

/// <summary>What a server writes into its folder for clients.</summary>
internal static class EnvironmentOf
{
    /// <summary>The lines of <c>portalchat.env</c>; none where it is not there yet.</summary>
    /// <param name="dataFolder">The server's.</param>
    public static IReadOnlyDictionary<string, string> Folder(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "portalchat.env");
        return File.Exists(file)
            ? File.ReadLines(file).Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2)
                .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal)
            : new Dictionary<string, string>();
    }
}
