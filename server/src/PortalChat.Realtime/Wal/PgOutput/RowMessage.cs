using System.Runtime.InteropServices;
using PortalChat.Realtime.Changes;

namespace PortalChat.Realtime.Wal.PgOutput;

/// <summary>An inserted, updated or deleted row.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="New">Null for a delete.</param>
/// <param name="Old">
/// The old row as far as the replica identity has it: always for a delete; for an update that changed the key, or under
/// REPLICA IDENTITY FULL.
/// </param>
/// <param name="HasWholeOld">REPLICA IDENTITY FULL: every column of the old row is there, else only the key.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowMessage(ChangeKind Kind, RowValues? New, RowValues? Old, bool HasWholeOld)
{
    /// <summary>Which relation it is a row of; what nobody wants to know need not be read further.</summary>
    /// <exception cref="WalException">It is too short.</exception>
    public static uint RelationOf(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message);
        fields.Kind();
        return fields.UInt32();
    }

    /// <param name="message">An insert, update or delete.</param>
    /// <param name="columns">How many its relation has.</param>
    /// <exception cref="WalException">It cannot be read.</exception>
    public static RowMessage Read(ReadOnlySpan<byte> message, int columns)
    {
        var fields = new MessageFields(message);
        var kind = fields.Kind() switch
        {
            MessageKind.Insert => ChangeKind.Insert,
            MessageKind.Update => ChangeKind.Update,
            MessageKind.Delete => ChangeKind.Delete,
            var other => throw new ArgumentException($"{other} has no row.", nameof(message)),
        };
        fields.UInt32();

        var (part, old, isWhole) = (fields.Byte(), (RowValues?)null, false);
        if (kind != ChangeKind.Insert && part is (byte)'K' or (byte)'O')
        {
            isWhole = part == 'O';
            old = fields.Row(columns);
            part = kind == ChangeKind.Update ? fields.Byte() : (byte)'N';
        }
        else if (kind == ChangeKind.Delete)
        {
            part = 0;
        }

        if (part != 'N')
        {
            throw MessageFields.Unreadable("it has not the rows that it should have");
        }

        var row = kind == ChangeKind.Delete ? null : fields.Row(columns);
        return fields.IsAtEnd
            ? new RowMessage(kind, row, old, isWhole)
            : throw MessageFields.Unreadable("it is too long");
    }
}
