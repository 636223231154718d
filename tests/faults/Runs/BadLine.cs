using PortalChat.Faults.Tests.Clients;
using PortalChat.Faults.Tests.Stages;
using PortalChat.Testing.Servers;

namespace PortalChat.Faults.Tests.Runs;

/// <summary>
/// A run in which some have a line of their own to the server, which a test spoils. The others have none: they are to notice
/// nothing.
/// </summary>
internal sealed class BadLine : IAsyncDisposable
{
    private static readonly string[] Behind = ["Player 1", "Player 1's other tab", "Gre 1"];

    private BadLine(NetworkLine line, Run run)
    {
        Line = line;
        Run = run;
    }

    public NetworkLine Line { get; }

    public NetworkWeather Weather => Line.Weather;

    public Run Run { get; }

    public IReadOnlyList<ChatClient> Concerned => [.. Behind.Select(Run.Client)];

    public static async Task<BadLine> StartAsync(Project stage, Func<Surroundings, Surroundings>? surroundings = null)
    {
        var line = new NetworkLine(stage.Addresses[0]);
        try
        {
            var run = await Run.StartAsync(stage, surroundings: (name, usual) => Behind.Contains(name)
                ? (surroundings?.Invoke(usual) ?? usual) with { Addresses = [line.Address] }
                : usual);
            return new BadLine(line, run);
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    /// <summary>Those on the bad line get nothing through; the others go on, and so they do.</summary>
    public Task OthersProgressAsync() => Run.ProgressAsync(messages: 5, [.. Concerned]);

    public async ValueTask DisposeAsync()
    {
        await Run.DisposeAsync();
        await Line.DisposeAsync();
    }
}
