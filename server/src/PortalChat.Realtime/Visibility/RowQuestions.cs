using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Database.Sessions;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Channels;

namespace PortalChat.Realtime.Visibility;

/// <summary>
/// Asks the table's own policies who may see which rows, by reading the rows: one statement per viewer and table, all in
/// one round trip.
/// </summary>
internal sealed class RowQuestions(PatientQuestions questions, TimeProvider time, ILogger<RealtimeFeature> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Those of the sights that are allowed.</summary>
    /// <exception cref="NpgsqlException">The connection failed.</exception>
    public async Task<HashSet<Sight>> AskAsync(IReadOnlyCollection<Sight> sights, CancellationToken cancellationToken)
    {
        var allowed = new HashSet<Sight>();
        if (sights.Count == 0)
        {
            return allowed;
        }

        // 1. One question per viewer and table; callers of one role together, as a change of role makes Postgres plan anew.
        var groups = sights
            .GroupBy(sight => (sight.Viewer, sight.Change.Relation.Table))
            .OrderBy(group => group.Key.Viewer.Role, StringComparer.Ordinal)
            .Select(group => group.ToList())
            .ToList();
        var answers = await AskUntilVisibleAsync(groups, cancellationToken);

        // 2. Where a policy raised, each row by itself: the others must not suffer.
        for (var index = 0; index < groups.Count; index++)
        {
            if (answers[index].Error is not { } error)
            {
                allowed.UnionWith(answers[index].Value!.Select(row => groups[index][row]));
            }
            else if (groups[index].Count > 1)
            {
                allowed.UnionWith(await AskOneByOneAsync(groups[index], cancellationToken));
            }
            else
            {
                Report(groups[index][0], error);
            }
        }

        return allowed;
    }

    private async Task<List<Sight>> AskOneByOneAsync(List<Sight> sights, CancellationToken cancellationToken)
    {
        var groups = sights.Select(sight => new List<Sight> { sight }).ToList();
        var answers = await AskUntilVisibleAsync(groups, cancellationToken);
        var allowed = new List<Sight>();
        for (var index = 0; index < groups.Count; index++)
        {
            if (answers[index].Error is { } error)
            {
                Report(sights[index], error);
            }
            else if (answers[index].Value!.Count > 0)
            {
                allowed.Add(sights[index]);
            }
        }

        return allowed;
    }

    /// <summary>Asks again while a transaction is in the log but its rows cannot be seen yet.</summary>
    private async Task<IReadOnlyList<CallerAnswer<List<int>>>> AskUntilVisibleAsync(
        List<List<Sight>> groups,
        CancellationToken cancellationToken)
    {
        var transactions = groups.SelectMany(group => group).Select(sight => sight.Change.TransactionId).Distinct().ToList();
        var pause = TimeSpan.FromMilliseconds(1);
        while (true)
        {
            var asked = groups.ConvertAll(group => new CallerQuestion(group[0].Viewer.ToCaller(), Question(group)));
            var answers = await questions.AskAsync(asked, ReadRowsAsync, cancellationToken);
            if (transactions.TrueForAll(id => CommitSnapshot.Sees(answers.Snapshot, id)))
            {
                return answers.All;
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    /// <summary>The positions of those rows that can be seen; by key, one index look-up each.</summary>
    private static NpgsqlBatchCommand Question(List<Sight> sights)
    {
        var relation = sights[0].Change.Relation;
        var keys = relation.KeyIndexes;
        var arrays = string.Join(", ", keys.Select((key, n) => $"${n + 1}::{relation.Columns[key].Type.SqlName}[]"));
        var names = string.Join(", ", keys.Select((_, n) => $"k{n}"));
        var equal = string.Join(" and ", keys.Select((key, n) => $"t.{Quote(relation.Columns[key].Name)} = k{n}"));
        var command = new NpgsqlBatchCommand(
            $"select n from unnest({arrays}) with ordinality as given ({names}, n) cross join lateral "
            + $"(select from {Quote(relation.Table.Schema)}.{Quote(relation.Table.Name)} t where {equal} limit 1) seen");
        foreach (var key in keys)
        {
            // Each change has its own relation snapshot; positions are the same within one table's announcement.
            var name = relation.Columns[key].Name;
            command.Parameters.Add(new NpgsqlParameter<string?[]>
            {
                TypedValue = [.. sights.Select(sight => sight.Change.Values.Text(sight.Change.Relation.IndexOf(name)))],
            });
        }

        return command;
    }

    private static async ValueTask<List<int>> ReadRowsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((int)reader.GetInt64(0) - 1);
        }

        return rows;
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void Report(Sight sight, PostgresException error) => RealtimeLog.PolicyFailed(
        logger, sight.Change.Relation.Table.Schema, sight.Change.Relation.Table.Name,
        error.SqlState.ToString(CultureInfo.InvariantCulture));
}
