using System.Diagnostics;

namespace PortalChat.Faults.Tests.Stages;

/// <summary>What .NET has no way to send.</summary>
internal static class Signal
{
    public static Task KillAsync(params IEnumerable<int> processes) => SendAsync("-KILL", processes);

    public static Task StopAsync(params IEnumerable<int> processes) => SendAsync("-STOP", processes);

    public static Task ContinueAsync(params IEnumerable<int> processes) => SendAsync("-CONT", processes);

    /// <summary>A process that has ended in the meantime is no failure.</summary>
    private static async Task SendAsync(string signal, IEnumerable<int> processes)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [signal, .. processes.Select(id => $"{id}")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        await kill.WaitForExitAsync();
    }
}
