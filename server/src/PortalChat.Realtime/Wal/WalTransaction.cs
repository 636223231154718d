using System.Runtime.InteropServices;
using PortalChat.Realtime.Wal.PgOutput;

namespace PortalChat.Realtime.Wal;

/// <param name="Id">The lower 32 bits of the transaction's id.</param>
/// <param name="CommittedAt">UTC.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WalTransaction(uint Id, DateTime CommittedAt)
{
    /// <param name="message">The log's, with which a transaction begins.</param>
    /// <exception cref="WalException">It is none.</exception>
    public static WalTransaction Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message);
        fields.Kind();
        fields.Skip(8); // Where in the log it ends.
        var committedAt = fields.Moment();
        return new WalTransaction(fields.UInt32(), committedAt);
    }
}
