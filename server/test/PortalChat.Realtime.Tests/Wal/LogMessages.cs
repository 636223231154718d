using System.Buffers.Binary;
using System.Text;

namespace PortalChat.Realtime.Tests.Wal;

/// <summary>Messages of <c>pgoutput</c> as Postgres documents them, byte by byte.</summary>
internal static class LogMessages
{
    /// <summary>What stands for a value that an update did not touch.</summary>
    public static readonly string Untouched = new('u', 1);

    public static byte[] Begin(uint transaction, long microseconds) =>
        [(byte)'B', .. Int64(0x1_6B37_4D98), .. Int64(microseconds), .. Int32(transaction)];

    public static byte[] Relation(uint id, string schema, string name, params (string Name, uint Type)[] columns) =>
    [
        (byte)'R', .. Int32(id), .. Name(schema), .. Name(name), (byte)'d', .. Int16(columns.Length),
        .. columns.SelectMany(column => (byte[])[1, .. Name(column.Name), .. Int32(column.Type), .. Int32(uint.MaxValue)]),
    ];

    public static byte[] Insert(uint relation, params string?[] values) => [(byte)'I', .. Int32(relation), (byte)'N', .. Row(values)];

    /// <param name="relation">Which it is a row of.</param>
    /// <param name="part"><c>K</c> for the key, <c>O</c> for the whole old row.</param>
    /// <param name="old">The old row.</param>
    /// <param name="values">The new one.</param>
    public static byte[] Update(uint relation, char part, string?[] old, string?[] values) =>
        [(byte)'U', .. Int32(relation), (byte)part, .. Row(old), (byte)'N', .. Row(values)];

    public static byte[] Update(uint relation, params string?[] values) => [(byte)'U', .. Int32(relation), (byte)'N', .. Row(values)];

    public static byte[] Delete(uint relation, char part, params string?[] old) =>
        [(byte)'D', .. Int32(relation), (byte)part, .. Row(old)];

    private static byte[] Row(string?[] values) =>
    [
        .. Int16(values.Length),
        .. values.SelectMany(value => value is null ? "n"u8.ToArray()
            : ReferenceEquals(value, Untouched) ? "u"u8.ToArray()
            : [(byte)'t', .. Int32((uint)Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)]),
    ];

    private static byte[] Name(string name) => [.. Encoding.UTF8.GetBytes(name), 0];

    private static byte[] Int16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    private static byte[] Int32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Int64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
