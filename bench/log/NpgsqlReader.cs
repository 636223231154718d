using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;

namespace PortalChat.LogBench;

/// <summary>With Npgsql's reader of pgoutput.</summary>
internal sealed class NpgsqlReader : IReader
{
    private readonly Json _json = new();

    public string Name => "Npgsql's";

    public async Task ReadAsync(
        LogicalReplicationConnection connection,
        PgOutputReplicationSlot slot,
        Func<bool> row,
        CancellationToken cancellationToken)
    {
        var options = new PgOutputReplicationOptions(Log.Publication, PgOutputProtocolVersion.V1);
        await foreach (var message in connection.StartReplication(slot, options, cancellationToken))
        {
            var tuple = message switch
            {
                InsertMessage insert => insert.NewRow,
                UpdateMessage update => update.NewRow,
                _ => null,
            };
            if (tuple is null)
            {
                continue;
            }

            var values = new string?[tuple.NumColumns];
            var index = 0;
            await foreach (var value in tuple.WithCancellation(cancellationToken))
            {
                if (!value.IsDBNull)
                {
                    using var text = value.GetTextReader();
                    values[index] = await text.ReadToEndAsync(cancellationToken);
                }

                index++;
            }

            _json.Write(values);
            if (!row())
            {
                return;
            }
        }
    }
}
