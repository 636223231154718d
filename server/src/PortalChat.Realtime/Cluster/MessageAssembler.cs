using System.Buffers;

namespace PortalChat.Realtime.Cluster;

/// <summary>Puts one server's packets together again.</summary>
/// <param name="maxBytes">A longer message is given up as lost.</param>
internal sealed class MessageAssembler(int maxBytes)
{
    private ArrayBufferWriter<byte> _parts = new();
    private long _last;
    private bool _isInside;

    /// <summary>False for a packet that was here before, or overtaken.</summary>
    /// <param name="number">The packet's number.</param>
    /// <param name="part">What it carries.</param>
    /// <param name="message">The whole message, where this was its last part.</param>
    /// <param name="isGap">Whether packets are missing before this one.</param>
    public bool TryAdd(long number, PacketPart part, out byte[]? message, out bool isGap)
    {
        (message, isGap) = (null, false);
        if (number <= _last)
        {
            return false;
        }

        isGap = _last > 0 && number != _last + 1;
        _last = number;
        if (part.Begins)
        {
            _parts.ResetWrittenCount();
            _isInside = true;
        }
        else if (isGap || !_isInside || _parts.WrittenCount + part.Bytes.Length > maxBytes)
        {
            // What is left of a message whose beginning did not arrive.
            _isInside = false;
            return true;
        }

        if (part is { Begins: true, Ends: true })
        {
            message = part.Bytes.ToArray();
            return true;
        }

        _parts.Write(part.Bytes.Span);
        if (part.Ends)
        {
            message = _parts.WrittenSpan.ToArray();
            _parts = new ArrayBufferWriter<byte>();
            _isInside = false;
        }

        return true;
    }
}
