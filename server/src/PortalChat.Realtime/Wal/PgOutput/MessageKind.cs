namespace PortalChat.Realtime.Wal.PgOutput;

/// <summary>The first byte of a message of <c>pgoutput</c>, protocol version 1, which is what is asked for.</summary>
internal enum MessageKind : byte
{
    Begin = (byte)'B',
    Commit = (byte)'C',
    Origin = (byte)'O',
    Relation = (byte)'R',
    Type = (byte)'Y',
    Insert = (byte)'I',
    Update = (byte)'U',
    Delete = (byte)'D',
    Truncate = (byte)'T',
    Message = (byte)'M',
}
