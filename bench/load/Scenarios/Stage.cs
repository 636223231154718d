using System.Diagnostics;
using System.Text.Json.Nodes;
using PortalChat.Load.Figures;
using PortalChat.Load.People;
using PortalChat.Load.Target;
using PortalChat.Load.Verdict;

namespace PortalChat.Load.Scenarios;

/// <summary>What a command gives its scenario.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Output">Where tables are printed.</param>
internal sealed record Stage(string Root, TextWriter Output)
{
    public List<Table> Tables { get; } = [];

    public bool AllIsWell { get; private set; } = true;

    /// <summary>Prints a table, and keeps it for the JSON.</summary>
    public void Show(Table table)
    {
        Tables.Add(table);
        table.Print(Output);
    }

    /// <summary>Keeps a table for the JSON only: it is too wide to be read.</summary>
    public void Keep(Table table) => Tables.Add(table);

    /// <summary>A goal that was missed fails the run like a message that was lost.</summary>
    public void Fail(string reason)
    {
        AllIsWell = false;
        Output.WriteLine($"FAILED: {reason}");
    }

    public void Judge(Findings findings, Post? post = null)
    {
        AllIsWell &= findings.AllIsWell;
        foreach (var (refusal, count) in post?.Refusals ?? new Dictionary<string, int>())
        {
            Output.WriteLine($"refused {count} times: {refusal}");
        }
    }
}

/// <summary>Where the processor's time went, in cores, between two moments.</summary>
internal sealed class CpuMeter(ServerUnderTest server)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _server = ProcessReading.Of(server.ProcessId).Cpu;
    private readonly TimeSpan _postgres = ProcessReading.CpuOfTree(server.PostgresId);
    private readonly TimeSpan _tool = Environment.CpuUsage.TotalTime;

    public IEnumerable<(string, JsonNode?)> Cells()
    {
        var elapsed = Stopwatch.GetElapsedTime(_start);
        return
        [
            ("server cores", (ProcessReading.Of(server.ProcessId).Cpu - _server) / elapsed),
            ("Postgres cores", (ProcessReading.CpuOfTree(server.PostgresId) - _postgres) / elapsed),
            ("tool cores", (Environment.CpuUsage.TotalTime - _tool) / elapsed),
        ];
    }
}
