using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using PortalChat.Load.Figures;

namespace PortalChat.Load.Target;

/// <summary>Postgres' own load tool, with the insert of a player's message under the same policies and triggers.</summary>
internal static partial class Pgbench
{
    // One pipelined round trip with the caller's role and claims, as the server sends it.
    private const string Script = """
        \set n random(1, CHATS)
        \startpipeline
        select set_config('role', 'authenticated', true), set_config('request.jwt.claims', '{"sub":"00000000-0000-4000-8000-' || lpad(:n::text, 12, '0') || '","role":"authenticated","app_metadata":{}}', true);
        insert into public.chat_messages (chat_request_id, player_id, sender_id, sender_type, message_text) values (('00000000-0000-4000-9000-' || lpad(:n::text, 12, '0'))::uuid, ('00000000-0000-4000-8000-' || lpad(:n::text, 12, '0'))::uuid, ('00000000-0000-4000-8000-' || lpad(:n::text, 12, '0'))::uuid, 'player', '#0000000000 I cannot find the bonus that I was promised on Friday.');
        \endpipeline
        """;

    /// <param name="server">On whose Postgres.</param>
    /// <param name="chats">Of <see cref="People.Population"/>.</param>
    /// <param name="connections">At once.</param>
    /// <param name="rate">Inserts a second, timed from when each is due; null for as many as go through.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(double PerSecond, Latencies Latencies)> RunAsync(
        ServerUnderTest server, int chats, int connections, int? rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("portalchat-pgbench-");
        try
        {
            var script = Path.Combine(folder.FullName, "insert.sql");
            await File.WriteAllTextAsync(
                script, Script.Replace("CHATS", chats.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), cancellationToken);
            var start = new ProcessStartInfo(
                "pgbench",
                [
                    server.DatabaseUrl, "--no-vacuum", "--protocol=prepared", $"--file={script}", $"--client={connections}",
                    $"--jobs={Environment.ProcessorCount}", $"--time={duration.TotalSeconds:0}",
                    .. rate is { } perSecond ? (string[])[$"--rate={perSecond}", "--log"] : [],
                ])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            using var pgbench = Process.Start(start) ?? throw new InvalidOperationException("pgbench could not be started.");
            var errors = pgbench.StandardError.ReadToEndAsync(cancellationToken);
            var output = await pgbench.StandardOutput.ReadToEndAsync(cancellationToken);
            await pgbench.WaitForExitAsync(cancellationToken);
            return TransactionsPerSecond().Match(output) is { Success: true } match
                ? (double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), await LogsAsync(folder, cancellationToken))
                : throw new InvalidOperationException($"pgbench: {output}{await errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A line for each transaction; the third word is its time in microseconds.</summary>
    private static async Task<Latencies> LogsAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        var latencies = new Latencies();
        foreach (var log in folder.EnumerateFiles("pgbench_log.*"))
        {
            foreach (var line in await File.ReadAllLinesAsync(log.FullName, cancellationToken))
            {
                var micros = long.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
                latencies.Add(micros * Stopwatch.Frequency / 1_000_000);
            }
        }

        return latencies;
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex TransactionsPerSecond();
}
