using Npgsql;
using PortalChat.Database.Sessions;

namespace PortalChat.Realtime.Visibility;

/// <summary>Asks again where a connection turns out to be dead: that is no reason to send everybody away.</summary>
internal sealed class PatientQuestions(RealtimeSessions sessions, TimeProvider time)
{
    private const int Attempts = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="NpgsqlException">The connection failed, several times.</exception>
    public async Task<CallerAnswers<T>> AskAsync<T>(
        IReadOnlyList<CallerQuestion> questions,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await sessions.Changes.Questions.AskAsync(questions, read, cancellationToken);
            }
            catch (NpgsqlException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
