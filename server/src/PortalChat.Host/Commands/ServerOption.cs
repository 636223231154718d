using System.CommandLine;

namespace PortalChat.Host.Commands;

/// <summary>
/// An option, the environment variable that stands in for it, and what it is when neither is given. The help shows the
/// last, never what the environment holds: that may be a key.
/// </summary>
internal sealed class ServerOption(string name, string variable, string meaning, string? otherwise)
{
    private readonly Option<string?> _definition = new(name)
    {
        Description = $"{meaning} [{variable}]" + (otherwise is null ? "" : $" [default: {otherwise}]"),
        HelpName = "value",
    };

    public string Name => name;

    public Option Definition => _definition;

    /// <summary>A variable that is set to nothing counts as not set.</summary>
    public string? Text(ParseResult parsed) =>
        parsed.GetValue(_definition)
        ?? (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : otherwise);
}
