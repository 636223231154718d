using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using PortalChat.Load.Figures;
using PortalChat.Load.People;
using PortalChat.Load.Target;
using PortalChat.Load.Wire;

namespace PortalChat.Load.Questions;

/// <summary>Asks one server the portals' questions, one at a time, and keeps how long answers took.</summary>
internal sealed class Asker : IDisposable
{
    private readonly RestLine _line;
    private readonly string _apiKey;
    private readonly Dictionary<string, Latencies> _latencies = [];

    private Asker(ServerUnderTest server, IReadOnlyList<Question> questions)
    {
        _line = new RestLine(server.Address);
        _apiKey = server.AnonKey;
        Questions = questions;
    }

    public IReadOnlyList<Question> Questions { get; }

    public static async Task<Asker> ForAsync(ServerUnderTest server, CancellationToken cancellationToken)
    {
        var mint = new TokenMint(server.DataFolder);
        var samples = await Samples.TakeAsync(server.Owner, mint, cancellationToken);
        return new Asker(server, PortalQuestions.All(mint, samples));
    }

    public Latencies Of(Question question) =>
        _latencies.TryGetValue(question.Name, out var latencies) ? latencies : _latencies[question.Name] = new Latencies();

    /// <summary>Asks once; gives how long the answer took.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<TimeSpan> AskAsync(Question question, int turn, bool isMeasured, CancellationToken cancellationToken)
    {
        var request = question.Ask(turn).Bytes(_apiKey, Request.Rows);
        var start = Stopwatch.GetTimestamp();
        await AskAsync(question, request, cancellationToken);
        var ticks = Stopwatch.GetTimestamp() - start;
        if (isMeasured)
        {
            Of(question).Add(ticks);
        }

        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>How Postgres answers it, under the asker's rights.</summary>
    public async Task<Plan> ExplainAsync(Question question, CancellationToken cancellationToken)
    {
        await AskAsync(question, question.Ask(0).Bytes(_apiKey, Request.Plan), cancellationToken);
        return new Plan(JsonNode.Parse(_line.Body.Span)!);
    }

    public void Dispose() => _line.Dispose();

    private async Task AskAsync(Question question, byte[] request, CancellationToken cancellationToken)
    {
        var status = await _line.AskAsync(request, cancellationToken);
        if (status is < 200 or >= 300)
        {
            throw new InvalidOperationException(
                $"\"{question.Name}\" was answered with {status}: {Encoding.UTF8.GetString(_line.Body.Span[..Math.Min(300, _line.Body.Length)])}");
        }
    }
}
