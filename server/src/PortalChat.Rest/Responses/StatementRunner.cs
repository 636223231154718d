using System.Data;
using System.Text;
using System.Text.Json;
using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Rest.Requests;
using PortalChat.Rest.Sql;

namespace PortalChat.Rest.Responses;

/// <summary>Runs a request's statements in one round trip and reads their results.</summary>
internal sealed class StatementRunner(CallerSessions sessions)
{
    /// <param name="caller">Whose rights apply.</param>
    /// <param name="settings">The session's.</param>
    /// <param name="statement">The one with the columns of <see cref="ResultColumn"/>.</param>
    /// <param name="explain">A plan to read the expected count from, or null.</param>
    public async Task<StatementResult> RunAsync(
        Caller caller,
        SessionSettings settings,
        NpgsqlBatchCommand statement,
        NpgsqlBatchCommand? explain,
        CancellationToken cancellationToken)
    {
        try
        {
            return await OnceAsync(caller, settings, statement, explain, cancellationToken);
        }
        catch (NpgsqlException lost) when (settings.ReadOnly && CallerSessions.IsLost(lost))
        {
            // Most likely it died while idle in the pool. Reading changed nothing, so read once more; a write is the
            // caller's to repeat, for nobody knows whether it took effect.
            return await OnceAsync(caller, settings, statement.Copy(), explain?.Copy(), cancellationToken);
        }
    }

    /// <summary>How Postgres runs the statement (with <c>analyze</c>: ran it), instead of its result.</summary>
    public async Task<RestResponse> ExplainAsync(
        Caller caller,
        SessionSettings settings,
        NpgsqlBatchCommand statement,
        Representation representation,
        CancellationToken cancellationToken)
    {
        var plan = representation.Plan!;
        var options = string.Concat(plan.Options.Select(option => option + ", "));
        var explain = statement.Copy();
        explain.CommandText = $"explain ({options}format {(plan.AsJson ? "json" : "text")}) {statement.CommandText}";
        var lines = await sessions.RunAsync(caller, settings, explain, ReadLinesAsync, cancellationToken);
        return new RestResponse
        {
            Status = 200,
            ContentType = representation.ContentType,
            Body = Encoding.UTF8.GetBytes(string.Join('\n', lines)),
        };
    }

    private static async Task<List<string>> ReadLinesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            lines.Add(reader.GetString(0));
        return lines;
    }

    private Task<StatementResult> OnceAsync(
        Caller caller,
        SessionSettings settings,
        NpgsqlBatchCommand statement,
        NpgsqlBatchCommand? explain,
        CancellationToken cancellationToken) =>
        explain is null
            ? sessions.RunAsync(caller, settings, statement, (reader, token) => ReadAsync(reader, withPlan: false, token), cancellationToken)
            : sessions.RunAsync(caller, settings, [statement, explain], (reader, token) => ReadAsync(reader, withPlan: true, token), cancellationToken);

    private static async Task<StatementResult> ReadAsync(
        NpgsqlDataReader reader, bool withPlan, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
            throw new DataException("A statement with aggregates returns a row.");
        var result = new StatementResult
        {
            Total = reader.IsDBNull(ResultColumn.Total) ? null : reader.GetInt64(ResultColumn.Total),
            Rows = reader.GetInt64(ResultColumn.Rows),
            Headers = TextOrNull(reader, ResultColumn.Headers),
            Status = TextOrNull(reader, ResultColumn.Status),
            Inserted = TextOrNull(reader, ResultColumn.Inserted),
            Location = TextOrNull(reader, ResultColumn.Location),
            Body = await ReadBodyAsync(reader, cancellationToken),
        };
        if (!withPlan || !await reader.NextResultAsync(cancellationToken) || !await reader.ReadAsync(cancellationToken))
            return result;
        using var plan = JsonDocument.Parse(reader.GetString(0));
        var rows = plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
        return result with { PlannedTotal = (long)rows };
    }

    private static async Task<PooledBody> ReadBodyAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await using var stream = await reader.GetStreamAsync(ResultColumn.Body, cancellationToken);
        return await PooledBody.ReadAsync(stream, cancellationToken);
    }

    private static string? TextOrNull(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
