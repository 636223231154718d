namespace PortalChat.Load.Target;

/// <summary>The command line of the built server.</summary>
internal static class ServerProgram
{
    /// <param name="root">The repository.</param>
    /// <param name="port">On this machine.</param>
    /// <param name="folder">The server's data folder.</param>
    /// <param name="more">Further options.</param>
    /// <exception cref="FileNotFoundException">It has not been built.</exception>
    public static string[] Command(string root, int port, string folder, params IEnumerable<string> more)
    {
        var program = Path.Combine(root, "server", "src", "PortalChat.Host", "bin", "Release", "net10.0", "portalchat.dll");
        return File.Exists(program)
            ? ["dotnet", program, "--urls", $"http://127.0.0.1:{port}", "--data", folder, "--demo", "false", "--log-level", "Warning", .. more]
            : throw new FileNotFoundException("Build the server first: dotnet build PortalChat.slnx -c Release", program);
    }
}
