using System.Buffers.Text;

namespace PortalChat.Load.Wire;

/// <summary>Reads a value or two out of a frame, without making anything of the rest.</summary>
internal static class ChangeFrame
{
    /// <summary>The number in the last group of the id that follows a name; -1 where there is none.</summary>
    public static int Number(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> name)
    {
        var at = frame.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(frame.Slice(at + name.Length + 24, 12), out int number, out _) ? number : -1;
    }

    /// <summary>The number that follows a name; -1 where there is none.</summary>
    public static int Integer(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> name)
    {
        var at = frame.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(frame[(at + name.Length)..], out int number, out _) ? number : -1;
    }
}
