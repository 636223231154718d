namespace PortalChat.Database;

/// <summary>
/// A reason not to start that a person can act on. Its message is the whole output: one clear sentence, no stack.
/// </summary>
public sealed class StartupException : Exception
{
    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
