using System.Buffers.Binary;
using System.Text;
using PortalChat.Realtime.Changes;

namespace PortalChat.Realtime.Wal.PgOutput;

/// <summary>
/// Reads a message of <c>pgoutput</c> field by field. What it gives out is copied: the bytes are the reader's again
/// when the next message comes.
/// </summary>
/// <remarks>Every method throws a <see cref="WalException"/> where the message ends too early or says what it may not.</remarks>
internal ref struct MessageFields(ReadOnlySpan<byte> message)
{
    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    public readonly bool IsAtEnd => _at == _message.Length;

    public byte Byte() => Take(1)[0];

    public MessageKind Kind() => (MessageKind)Byte();

    public int UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>UTC, from microseconds since the year 2000.</summary>
    public DateTime Moment()
    {
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(Take(8));
        return microseconds >= -Epoch / TimeSpan.TicksPerMicrosecond
            && microseconds <= (DateTime.MaxValue.Ticks - Epoch) / TimeSpan.TicksPerMicrosecond
                ? new DateTime(Epoch + (microseconds * TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc)
                : throw Unreadable("a moment is out of range");
    }

    /// <summary>Ends with a zero byte.</summary>
    public string Text()
    {
        var length = _message[_at..].IndexOf((byte)0);
        var text = length >= 0 ? Encoding.UTF8.GetString(Take(length)) : throw Unreadable("a name has no end");
        Skip(1);
        return text;
    }

    public void Skip(int length) => Take(length);

    /// <param name="columns">As many as the relation was announced with.</param>
    public RowValues Row(int columns)
    {
        if (UInt16() != columns)
        {
            throw Unreadable("a row has more or fewer columns than its relation");
        }

        var start = _at;
        var places = new RowValues.Place[columns];
        for (var index = 0; index < columns; index++)
        {
            places[index] = Byte() switch
            {
                (byte)'n' => RowValues.Place.Null,
                (byte)'u' => RowValues.Place.Untouched,
                (byte)'t' => Value(start),
                var form => throw Unreadable($"a value has the unknown form {form}"),
            };
        }

        return new RowValues(_message[start.._at].ToArray(), places);
    }

    public static WalException Unreadable(string why) => new($"A message of the log cannot be read: {why}.");

    private RowValues.Place Value(int start)
    {
        var length = UInt32();
        var place = new RowValues.Place(_at - start, length <= int.MaxValue ? (int)length : throw TooShort());
        Skip(place.Length);
        return place;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _message.Length - _at)
        {
            throw TooShort();
        }

        var taken = _message.Slice(_at, length);
        _at += length;
        return taken;
    }

    private static WalException TooShort() => Unreadable("it is too short");
}
