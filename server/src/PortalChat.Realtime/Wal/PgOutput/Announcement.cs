namespace PortalChat.Realtime.Wal.PgOutput;

/// <summary>
/// How the rows of a relation come from now on. Postgres says it before the relation's first change, and again after any
/// alteration.
/// </summary>
/// <param name="Id">Its oid, by which rows name it.</param>
/// <param name="Columns">In the order of the rows' values, each with the oid of its type.</param>
internal sealed record Announcement(uint Id, string Schema, string Name, IReadOnlyList<(string Name, uint Type)> Columns)
{
    public bool IsSameAs(Announcement other) =>
        (Id, Schema, Name) == (other.Id, other.Schema, other.Name) && Columns.SequenceEqual(other.Columns);

    /// <exception cref="WalException">It is none.</exception>
    public static Announcement Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message);
        fields.Kind();
        var (id, schema, name) = (fields.UInt32(), fields.Text(), fields.Text());
        fields.Skip(1); // Its replica identity: each row says what it has.
        var columns = new (string, uint)[fields.UInt16()];
        for (var index = 0; index < columns.Length; index++)
        {
            fields.Skip(1); // Whether it is part of the replica identity.
            columns[index] = (fields.Text(), fields.UInt32());
            fields.Skip(4); // The type's modifier.
        }

        return new Announcement(id, schema, name, columns);
    }
}
