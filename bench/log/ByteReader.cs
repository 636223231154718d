using Npgsql.Replication;
using Npgsql.Replication.Internal;
using Npgsql.Replication.PgOutput;
using PortalChat.Realtime.Wal;
using PortalChat.Realtime.Wal.PgOutput;

namespace PortalChat.LogBench;

/// <summary>As this server does it.</summary>
internal sealed class ByteReader : IReader
{
    private readonly Json _json = new();

    public string Name => "ours";

    public async Task ReadAsync(
        LogicalReplicationConnection connection,
        PgOutputReplicationSlot slot,
        Func<bool> row,
        CancellationToken cancellationToken)
    {
        KeyValuePair<string, string?>[] options = [new("proto_version", "1"), new("publication_names", Log.Publication)];
        var buffer = new MessageBuffer();
        var columns = 0;
        await foreach (var data in connection.StartLogicalReplication(slot, cancellationToken, options: options))
        {
            var message = await buffer.ReadAsync(data.Data);
            switch ((MessageKind)message.Span[0])
            {
                case MessageKind.Begin:
                    WalTransaction.Read(message.Span);
                    break;
                case MessageKind.Relation:
                    columns = Announcement.Read(message.Span).Columns.Count;
                    break;
                case MessageKind.Insert or MessageKind.Update:
                    _json.Write(RowMessage.Read(message.Span, columns).New!);
                    if (!row())
                    {
                        return;
                    }

                    break;
            }
        }
    }
}
