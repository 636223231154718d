using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Visibility;
using PortalChat.Realtime.Wal.PgOutput;

namespace PortalChat.Realtime.Wal;

/// <summary>Turns rows of the log into events, by the relations that Postgres has announced.</summary>
internal sealed class RelationReader(TableCatalog tables, PolicyCatalog policies, ChangeSubscriptions subscriptions)
{
    private readonly Dictionary<uint, Relation> _relations = [];

    /// <summary>A new stream announces every relation anew.</summary>
    public void Forget() => _relations.Clear();

    public async Task AnnounceAsync(Announcement announced, CancellationToken cancellationToken)
    {
        _relations[announced.Id] = await tables.AnnouncedAsync(
            announced.Id, announced.Schema, announced.Name, announced.Columns, cancellationToken);
        await policies.LoadAsync(announced.Id, announced.Name, cancellationToken);
    }

    /// <summary>Null for what concerns nobody, which is not read further than that.</summary>
    /// <param name="message">An insert, update or delete.</param>
    /// <param name="transaction">What it is part of.</param>
    /// <exception cref="WalException">It cannot be read.</exception>
    public WalEvent? Read(ReadOnlySpan<byte> message, WalTransaction transaction)
    {
        if (!_relations.TryGetValue(RowMessage.RelationOf(message), out var relation))
        {
            throw MessageFields.Unreadable("its relation has not been announced");
        }

        var isSaid = MessageRow.IsMessages(relation.Table);
        if (!isSaid && !subscriptions.HasListeners(relation.Table.Schema, relation.Table.Name))
        {
            // Nobody listens to it now, so nobody did when it committed.
            return null;
        }

        var row = RowMessage.Read(message, relation.Columns.Count);
        if (isSaid)
        {
            return row.Kind == ChangeKind.Insert ? MessageRow.Read(relation, row.New!) : null;
        }

        if (row is { New: { HasUntouched: true } now, Old: { } before, HasWholeOld: true })
        {
            FillUntouched(now, before);
        }

        return new WalEvent.Changed(new RowChange
        {
            Kind = row.Kind,
            Relation = relation,
            TransactionId = transaction.Id,
            CommittedAt = transaction.CommittedAt,
            Values = row.New ?? row.Old!,
            OldValues = row.Old,
            HasWholeOldRow = row.HasWholeOld,
        });
    }

    /// <summary>The old row has what the new one leaves out.</summary>
    private static void FillUntouched(RowValues now, RowValues before)
    {
        for (var index = 0; index < now.Count; index++)
        {
            if (!now.IsUntouched(index))
            {
                continue;
            }

            if (before.Has(index))
            {
                now.Fill(index, before.Utf8(index));
            }
            else
            {
                now.FillWithNull(index);
            }
        }
    }
}
