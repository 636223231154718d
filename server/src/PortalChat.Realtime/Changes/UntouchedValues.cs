using System.Text;
using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;

namespace PortalChat.Realtime.Changes;

/// <summary>
/// Fills in what an update's log record leaves out: large values that it did not touch. Read as the service, since who
/// may see the row and its columns is decided afterwards, as for every other value.
/// </summary>
internal sealed class UntouchedValues(RealtimeSessions sessions, ChangeSubscriptions subscriptions)
{
    public async ValueTask FetchAsync(RowChange change, CancellationToken cancellationToken)
    {
        var table = change.Relation.Table;
        if (!change.Values.HasUntouched || !table.HasKey || !subscriptions.HasListeners(table.Schema, table.Name))
        {
            return;
        }

        try
        {
            await FillAsync(change, cancellationToken);
        }
        catch (Exception unanswered) when (unanswered is NpgsqlException or DatabaseUnavailableException)
        {
            // The columns stay out of the record, as they are out of the log.
        }
    }

    private async Task FillAsync(RowChange change, CancellationToken cancellationToken)
    {
        var columns = change.Relation.Columns;
        var wanted = Enumerable.Range(0, columns.Count)
            .Where(index => change.Values.IsUntouched(index) && columns[index].Readers.Count > 0)
            .ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var keys = change.Relation.KeyIndexes;
        var table = change.Relation.Table;
        var command = new NpgsqlBatchCommand(
            $"select {string.Join(", ", wanted.Select(index => $"case when {Quote(columns[index].Name)} is not null then format('%s', {Quote(columns[index].Name)}) end"))} "
            + $"from {Quote(table.Schema)}.{Quote(table.Name)} where "
            + string.Join(" and ", keys.Select((key, n) => $"{Quote(columns[key].Name)} = ${n + 1}::{columns[key].Type.SqlName}")));
        foreach (var key in keys)
        {
            command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = change.Values.Text(key) });
        }

        await sessions.Changes.RunAsync(
            Caller.Service,
            SessionSettings.Default with { ReadOnly = true, TimeZone = "UTC" },
            command,
            async (reader, cancellation) =>
            {
                if (await reader.ReadAsync(cancellation))
                {
                    for (var n = 0; n < wanted.Count; n++)
                    {
                        if (await reader.IsDBNullAsync(n, cancellation))
                        {
                            change.Values.FillWithNull(wanted[n]);
                        }
                        else
                        {
                            change.Values.Fill(wanted[n], Encoding.UTF8.GetBytes(reader.GetString(n)));
                        }
                    }
                }

                return true;
            },
            cancellationToken);
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
