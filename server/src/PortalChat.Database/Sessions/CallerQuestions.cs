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
/// Asks many callers at once, in one round trip: each question is a transaction of its own behind its own sync, so
/// that one that fails takes nothing from the others.
/// </summary>
public sealed class CallerQuestions(NpgsqlDataSource dataSource)
{
    private const string Prologue =
        "select pg_current_snapshot()::text, set_config('role', $1, true), "
        + "set_config('request.jwt.claims', $2, true), set_config('search_path', $3, true), "
        + "set_config('transaction_read_only', 'on', true)";

    /// <exception cref="NpgsqlException">The connection failed; there are no answers.</exception>
    public async Task<CallerAnswers<T>> AskAsync<T>(
        IReadOnlyList<CallerQuestion> questions,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var question in questions)
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
            question.Statement.AppendErrorBarrier = true;
            batch.BatchCommands.Add(question.Statement);
        }

        return await ReadAsync(batch, questions.Count, read, cancellationToken);
    }

    private static async Task<CallerAnswers<T>> ReadAsync<T>(
        NpgsqlBatch batch,
        int count,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken)
    {
        var answers = new CallerAnswer<T>[count];
        var snapshot = "";
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        for (var index = 0; index < count; index++)
        {
            try
            {
                if (index == 0)
                {
                    await reader.ReadAsync(cancellationToken);
                    snapshot = reader.GetString(0);
                }
                else
                {
                    await reader.NextResultAsync(cancellationToken);
                }

                await reader.NextResultAsync(cancellationToken);
                answers[index] = new CallerAnswer<T>(await read(reader, cancellationToken), null);
            }
            catch (PostgresException exception)
            {
                answers[index] = new CallerAnswer<T>(default, exception);
            }
        }

        return new CallerAnswers<T>(snapshot, answers);
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };
}
