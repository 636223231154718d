using System.Text;

namespace PortalChat.Fuzz.Tests.Requests;

/// <summary>One request as it goes over the wire.</summary>
internal sealed record FuzzRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    /// <summary>The length that is said is not the one that is sent, or something else that says where it ends is wrong.</summary>
    public bool IsBadlyFramed { get; init; }

    /// <summary>The connection is reset right after it.</summary>
    public bool IsAbandoned { get; init; }

    public byte[] ToBytes()
    {
        var head = new StringBuilder();
        head.Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (!IsBadlyFramed && (Body.Length > 0 || Method is "POST" or "PUT" or "PATCH"))
        {
            head.Append("Content-Length: ").Append(Body.Length).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }

    public override string ToString()
    {
        var shown = string.Join("; ", Headers.Where(header => header.Name is not ("apikey" or "Authorization")));
        return $"{Method} {Target} [{shown}] {Encoding.UTF8.GetString(Body)}";
    }
}
