namespace PortalChat.Testing.Servers;

/// <summary>What a server process is started with beside its address and its data folder.</summary>
public sealed record ServerProcessOptions
{
    /// <summary>Command-line options, as the server's help lists them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables, added to those of the tests without their server settings.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A program with arguments that starts the server in its turn; empty for none.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>The data folder, which then stays. Null: one of its own, which goes with it.</summary>
    public string? Folder { get; init; }
}
