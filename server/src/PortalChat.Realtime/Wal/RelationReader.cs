using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Visibility;

namespace PortalChat.Realtime.Wal;

/// <summary>
/// Turns pgoutput's messages into events. Npgsql reuses its messages, so everything that outlives one is copied.
/// </summary>
internal sealed class RelationReader(TableCatalog tables, PolicyCatalog policies, ChangeSubscriptions subscriptions)
{
    private readonly Dictionary<uint, Relation> _relations = [];

    /// <summary>Postgres announces a relation before its first change and again after any alteration.</summary>
    public async Task AnnounceAsync(RelationMessage message, CancellationToken cancellationToken)
    {
        var columns = message.Columns.Select(column => (column.ColumnName, column.DataTypeId)).ToList();
        _relations[message.RelationId] = await tables.AnnouncedAsync(
            message.RelationId, message.Namespace, message.RelationName, columns, cancellationToken);
        await policies.LoadAsync(message.RelationId, message.RelationName, cancellationToken);
    }

    /// <summary>Null for what concerns nobody. Rows are always read to their end: the stream demands it.</summary>
    public async ValueTask<WalEvent?> ReadAsync(
        PgOutputReplicationMessage message,
        WalTransaction transaction,
        CancellationToken cancellationToken)
    {
        switch (message)
        {
            case InsertMessage insert:
                if (Find(insert.Relation) is not { } into)
                {
                    await SkipAsync(insert.NewRow, cancellationToken);
                    return null;
                }

                var (values, _) = await RowAsync(insert.NewRow, cancellationToken);
                return MessageRow.IsMessages(into.Table)
                    ? MessageRow.Read(into, values)
                    : new WalEvent.Changed(Change(ChangeKind.Insert, into, transaction, values));

            case UpdateMessage update:
                return await UpdateAsync(update, transaction, cancellationToken);

            case FullDeleteMessage delete:
                return await DeleteAsync(delete.Relation, delete.OldRow, isWhole: true, transaction, cancellationToken);

            case KeyDeleteMessage delete:
                return await DeleteAsync(delete.Relation, delete.Key, isWhole: false, transaction, cancellationToken);

            default:
                return null;
        }
    }

    private async Task<WalEvent?> UpdateAsync(
        UpdateMessage update,
        WalTransaction transaction,
        CancellationToken cancellationToken)
    {
        var relation = Find(update.Relation);
        string?[]? old = null;
        if (update is FullUpdateMessage full)
        {
            (old, _) = await RowAsync(full.OldRow, cancellationToken);
        }
        else if (update is IndexUpdateMessage key)
        {
            (old, _) = await RowAsync(key.Key, cancellationToken);
        }

        var (values, untouched) = await RowAsync(update.NewRow, cancellationToken);
        if (relation is null || MessageRow.IsMessages(relation.Table))
        {
            return null;
        }

        if (update is FullUpdateMessage)
        {
            // The old row has what the new one leaves out.
            untouched.ForEach(index => values[index] = old![index]);
            untouched.Clear();
        }

        return new WalEvent.Changed(new RowChange
        {
            Kind = ChangeKind.Update,
            Relation = relation,
            TransactionId = transaction.Id,
            CommittedAt = transaction.CommittedAt,
            Values = values,
            OldValues = old,
            HasWholeOldRow = update is FullUpdateMessage,
            Untouched = untouched,
        });
    }

    private async Task<WalEvent?> DeleteAsync(
        RelationMessage message,
        ReplicationTuple row,
        bool isWhole,
        WalTransaction transaction,
        CancellationToken cancellationToken)
    {
        if (Find(message) is not { } relation || MessageRow.IsMessages(relation.Table))
        {
            await SkipAsync(row, cancellationToken);
            return null;
        }

        var (values, _) = await RowAsync(row, cancellationToken);
        return new WalEvent.Changed(Change(ChangeKind.Delete, relation, transaction, values, isWhole));
    }

    private static RowChange Change(
        ChangeKind kind,
        Relation relation,
        WalTransaction transaction,
        string?[] values,
        bool hasWholeOldRow = false) => new()
        {
            Kind = kind,
            Relation = relation,
            TransactionId = transaction.Id,
            CommittedAt = transaction.CommittedAt,
            Values = values,
            HasWholeOldRow = hasWholeOldRow,
        };

    /// <summary>The relation, where anybody could care: nobody listens to it means nobody did when it committed.</summary>
    private Relation? Find(RelationMessage message) =>
        _relations.TryGetValue(message.RelationId, out var relation)
        && (MessageRow.IsMessages(relation.Table)
            || subscriptions.HasListeners(relation.Table.Schema, relation.Table.Name))
            ? relation
            : null;

    private static async Task<(string?[] Values, List<int> Untouched)> RowAsync(
        ReplicationTuple row,
        CancellationToken cancellationToken)
    {
        var values = new string?[row.NumColumns];
        var untouched = new List<int>(0);
        var index = 0;
        await foreach (var value in row.WithCancellation(cancellationToken))
        {
            if (value.IsUnchangedToastedValue)
            {
                untouched.Add(index);
            }
            else if (!value.IsDBNull)
            {
                using var text = value.GetTextReader();
                values[index] = await text.ReadToEndAsync(cancellationToken);
            }

            index++;
        }

        return (values, untouched);
    }

    private static async Task SkipAsync(ReplicationTuple row, CancellationToken cancellationToken)
    {
        await foreach (var value in row.WithCancellation(cancellationToken))
        {
            _ = value;
        }
    }
}
