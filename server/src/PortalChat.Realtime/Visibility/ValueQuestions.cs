using Npgsql;
using PortalChat.Database.Sessions;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Channels;

namespace PortalChat.Realtime.Visibility;

/// <summary>One row's values for one viewer; the row is any that has them.</summary>
internal sealed record ValueQuestion(Viewer Viewer, VisibilityRule.Remembered Rule, string Values, RowChange Row);

/// <summary>
/// Asks policies about values instead of rows: under the viewer's role and claims, the policies' own condition over a row
/// that has the values which were committed. No table is read, so the answer does not depend on when it is asked.
/// </summary>
internal sealed class ValueQuestions(PatientQuestions questions)
{
    /// <summary>
    /// Asks all in one round trip and keeps the answers; gives the questions that have none, because the policies
    /// raised or cannot be asked like this.
    /// </summary>
    /// <exception cref="NpgsqlException">The connection failed.</exception>
    public async Task<IReadOnlyList<ValueQuestion>> AskAsync(
        IEnumerable<ValueQuestion> wanted,
        RememberedAnswers memory,
        CancellationToken cancellationToken)
    {
        var groups = wanted
            .GroupBy(question => (question.Viewer, question.Rule))
            .OrderBy(group => group.Key.Viewer.Role, StringComparer.Ordinal)
            .Select(group => (group.Key.Viewer, group.Key.Rule, Rows: group.ToList()))
            .ToList();
        if (groups.Count == 0)
        {
            return [];
        }

        var asked = groups.ConvertAll(group => new CallerQuestion(group.Viewer.ToCaller(), Statement(group.Rule, group.Rows)));
        var answers = (await questions.AskAsync(asked, ReadAsync, cancellationToken)).All;

        var unanswered = new List<ValueQuestion>();
        for (var index = 0; index < groups.Count; index++)
        {
            var (viewer, rule, rows) = groups[index];
            if (answers[index].Error is not null)
            {
                unanswered.AddRange(rows);
                continue;
            }

            var visible = answers[index].Value!;
            for (var row = 0; row < rows.Count; row++)
            {
                memory.Add(viewer, rule, rows[row].Values, visible.Contains(row + 1));
            }

            if (rule.IsMonotone && visible.Contains(rows.Count + 1))
            {
                memory.AddEveryRow(viewer, rule);
            }
        }

        return unanswered;
    }

    /// <summary>Gives the numbers, from 1, of the rows that can be seen. A row of nulls stands after the last.</summary>
    private static NpgsqlBatchCommand Statement(VisibilityRule.Remembered rule, List<ValueQuestion> rows)
    {
        // Names that no column has, as the condition names its columns without their table.
        var given = string.Join(", ", rule.Columns.Select((_, n) => $"${n + 2}::text[]").Prepend("$1::int[]"));
        var names = string.Join(", ", rule.Columns.Select((_, n) => $"\"?{n}\"").Prepend("\"?row\""));
        var columns = string.Join(
            ", ", rule.Columns.Select((column, n) => $"\"?{n}\"::{column.SqlType} as {Quote(column.Name)}"));
        var command = new NpgsqlBatchCommand(
            $"select \"?row\" from unnest({given}) as \"?given\" ({names}) "
            + $"cross join lateral (select {columns}) as {Quote(rule.Table)} where {rule.Condition}");
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. Enumerable.Range(1, rows.Count + 1)] });
        foreach (var column in rule.Columns)
        {
            command.Parameters.Add(new NpgsqlParameter<string?[]>
            {
                TypedValue = [.. rows.Select(row => RememberedAnswers.At(row.Row, column.Name, out var value) ? value : null), null],
            });
        }

        return command;
    }

    private static async ValueTask<HashSet<int>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new HashSet<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(reader.GetInt32(0));
        }

        return rows;
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
