using System.Text;

namespace PortalChat.Testing.Servers;

/// <summary>What the server printed, over all its starts.</summary>
public sealed class ServerLog
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();

    internal void Add(string? line)
    {
        lock (_lock)
        {
            _text.AppendLine(line);
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }
}
