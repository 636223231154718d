using System.Diagnostics;
using Npgsql;
using PortalChat.Load.People;

namespace PortalChat.Load.Verdict;

/// <summary>Holds what the sockets saw and what was acknowledged against the tables.</summary>
internal sealed class Judge(NpgsqlDataSource owner)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The newest message of every chat.</summary>
    public async Task<Dictionary<int, int>> LastNumbersAsync(CancellationToken cancellationToken)
    {
        var numbers = new Dictionary<int, int>();
        await using var command = owner.CreateCommand(
            $"select right(id::text, 12)::int, message_count from public.chat_requests where id between '{Population.Chat(0)}' and '{Population.Chat(int.MaxValue)}'");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            numbers.Add(reader.GetInt32(0), reader.GetInt32(1));
        }

        return numbers;
    }

    /// <summary>Waits until everybody has everything, or for half a minute, and then says what is missing.</summary>
    public async Task<Findings> JudgeAsync(Crew crew, Post post, string idSuffix, CancellationToken cancellationToken)
    {
        var numbers = await LastNumbersAsync(cancellationToken);
        int MessagesOf(int chat) => numbers.GetValueOrDefault(chat);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience && crew.Connected.Any(listener => listener.Lost(MessagesOf) > 0))
        {
            await Task.Delay(50, cancellationToken);
        }

        return new Findings(
            crew.Connected.Sum(listener => listener.Lost(MessagesOf)),
            crew.Listeners.Sum(listener => listener.Doubled),
            crew.Listeners.Sum(listener => listener.Misordered),
            crew.Listeners.Sum(listener => listener.Leaked),
            await UnstoredAsync(post, idSuffix, cancellationToken),
            post.Refusals.Values.Sum());
    }

    private async Task<long> UnstoredAsync(Post post, string idSuffix, CancellationToken cancellationToken)
    {
        var times = new Dictionary<int, int>();
        await using var command = owner.CreateCommand(
            "select substr(message_text, 2, 10)::int from public.chat_messages "
            + $"where chat_request_id between '{Population.Chat(0)}' and '{Population.Chat(int.MaxValue)}' and id::text like '%' || $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = idSuffix });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var sequence = reader.GetInt32(0);
            times[sequence] = times.GetValueOrDefault(sequence) + 1;
        }

        return post.Acknowledged.Count(sequence => times.GetValueOrDefault(sequence) != 1)
            + times.Values.LongCount(count => count > 1);
    }
}
