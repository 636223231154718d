namespace PortalChat.Realtime.Wal;

/// <summary>Memory for one message of the log at a time. What it gives is valid until the next one is read.</summary>
internal sealed class MessageBuffer
{
    /// <summary>More than nearly every row takes. Memory for a larger one is given back after it.</summary>
    private const int Usual = 64 * 1024;

    private byte[] _bytes = new byte[Usual];

    /// <param name="message">Npgsql's, of the message that came last; it ends, whoever waits, with the connection.</param>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream message)
    {
        var length = checked((int)message.Length);
        if (length > _bytes.Length || (length <= Usual && _bytes.Length > Usual))
        {
            _bytes = new byte[Math.Max(length, Usual)];
        }

        var bytes = _bytes.AsMemory(0, length);
        await message.ReadExactlyAsync(bytes, CancellationToken.None);
        return bytes;
    }
}
