using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Visibility;
using PortalChat.Realtime.Wal.PgOutput;

namespace PortalChat.Realtime.Wal;

/// <summary>Turns rows of the log into events, by the relations that Postgres has announced.</summary>
internal sealed class RelationReader(TableCatalog tables, PolicyCatalog policies, ChangeSubscriptions subscriptions)
{
    private readonly Dictionary<uint, (Relation Relation, Announcement Announced, string? Version)> _relations = [];

    /// <summary>A new stream announces every relation anew.</summary>
    public void Forget() => _relations.Clear();

    /// <summary>
    /// Postgres announces a relation again after every vacuum and analyze, several times for each. The log waits meanwhile,
    /// so one question tells whether there is anything to read anew.
    /// </summary>
    public async Task AnnounceAsync(Announcement announced, CancellationToken cancellationToken)
    {
        var version = await tables.VersionAsync(announced.Id, policies.Functions, cancellationToken);
        if (version is not null
            && _relations.TryGetValue(announced.Id, out var known)
            && known.Version == version
            && known.Announced.IsSameAs(announced))
        {
            return;
        }

        // The version is older than what is read now: a change in between is noticed the next time.
        var relation = await tables.AnnouncedAsync(
            announced.Id, announced.Schema, announced.Name, announced.Columns, cancellationToken);
        await policies.LoadAsync(announced.Id, announced.Name, cancellationToken);
        _relations[announced.Id] = (relation, announced, version);
    }

    /// <summary>Null for what concerns nobody, which is not read further than that.</summary>
    /// <param name="message">An insert, update or delete.</param>
    /// <param name="transaction">What it is part of.</param>
    /// <exception cref="WalException">It cannot be read.</exception>
    public WalEvent? Read(ReadOnlySpan<byte> message, WalTransaction transaction)
    {
        if (!_relations.TryGetValue(RowMessage.RelationOf(message), out var known))
        {
            throw MessageFields.Unreadable("its relation has not been announced");
        }

        var relation = known.Relation;
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
