using Npgsql;
using PortalChat.Auth.Callers;

namespace PortalChat.Database.Sessions;

/// <summary>One read-only statement for one caller to run.</summary>
/// <param name="Caller">Whose rights apply.</param>
/// <param name="Statement">With positional parameters (<c>$1</c>).</param>
public sealed record CallerQuestion(Caller Caller, NpgsqlBatchCommand Statement);

/// <summary>What one caller's statement gave, or why it failed.</summary>
public readonly record struct CallerAnswer<T>(T? Value, PostgresException? Error);

/// <param name="Snapshot">
/// <c>pg_current_snapshot()</c> from before the first question: what it sees, every answer has seen.
/// </param>
/// <param name="All">In the order of the questions.</param>
public sealed record CallerAnswers<T>(string Snapshot, IReadOnlyList<CallerAnswer<T>> All);

/// <summary>
/// Asks many callers at once: one round trip for all, and one more for each question that fails, since Postgres skips
/// what stands behind it.
/// </summary>
public sealed class CallerQuestions(NpgsqlDataSource dataSource, string pool)
{
    // The batch is one implicit transaction; each question sets the role and the claims anew before its statement.
    private const string Prologue =
        "select pg_current_snapshot()::text, set_config('role', $1, true), "
        + "set_config('request.jwt.claims', $2, true), set_config('search_path', $3, true), "
        + "set_config('transaction_read_only', 'on', true)";

    /// <exception cref="NpgsqlException">The connection or the server failed; there are no answers.</exception>
    public async Task<CallerAnswers<T>> AskAsync<T>(
        IReadOnlyList<CallerQuestion> questions,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken)
    {
        using var open = OpenSession.Start(pool);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var answers = new List<CallerAnswer<T>>(questions.Count);
        string? first = null;
        while (answers.Count < questions.Count)
        {
            var snapshot = await AskFromAsync(connection, questions, answers, read, cancellationToken);
            first ??= snapshot;
        }

        return new CallerAnswers<T>(first ?? "", answers);
    }

    /// <summary>Asks those that have no answer yet, up to the first that fails; gives the snapshot before them.</summary>
    private static async Task<string> AskFromAsync<T>(
        NpgsqlConnection connection,
        IReadOnlyList<CallerQuestion> questions,
        List<CallerAnswer<T>> answers,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var question in questions.Skip(answers.Count))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Prologue)
            {
                Parameters =
                {
                    Text(question.Caller.Role),
                    Text(question.Caller.Claims),
                    Text(SessionSettings.Default.SearchPath),
                },
            });
            batch.BatchCommands.Add(question.Statement);
        }

        string? snapshot = null;
        using var trip = RoundTrip.Start("visibility", batch);
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            while (answers.Count < questions.Count)
            {
                await reader.ReadAsync(cancellationToken);
                snapshot ??= reader.GetString(0);
                await reader.NextResultAsync(cancellationToken);
                answers.Add(new CallerAnswer<T>(await read(reader, cancellationToken), null));
                await reader.NextResultAsync(cancellationToken);
            }
        }
        catch (Exception error) when (trip.Failed(error))
        {
            throw;
        }
        catch (PostgresException exception)
            when (snapshot is not null && answers.Count < questions.Count && exception.IsAboutTheStatement())
        {
            answers.Add(new CallerAnswer<T>(default, exception));
        }

        return snapshot!;
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };
}
