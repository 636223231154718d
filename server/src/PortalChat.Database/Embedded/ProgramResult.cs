using System.Diagnostics;

namespace PortalChat.Database.Embedded;

/// <summary>How one of Postgres' programs ended, and the last line that it printed.</summary>
internal sealed record ProgramResult(int ExitCode, string LastLine)
{
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Each is passed as it is; no shell reads them.</param>
    /// <param name="user">Whom it runs as; null: whom the server runs as.</param>
    /// <param name="workingFolder">One that <paramref name="user"/> can enter.</param>
    /// <param name="cancellationToken">Ends the waiting, not the program.</param>
    public static async Task<ProgramResult> OfAsync(
        string program, string[] arguments, string? user, string workingFolder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (user is not null)
        {
            start.UserName = user;
        }

        using var process = Process.Start(start)!;

        // The postmaster that pg_ctl leaves behind may keep the pipes open: what counts is that pg_ctl has ended.
        var lastLine = "";
        process.OutputDataReceived += (_, line) => lastLine = string.IsNullOrWhiteSpace(line.Data) ? lastLine : line.Data;
        process.ErrorDataReceived += (_, line) => lastLine = string.IsNullOrWhiteSpace(line.Data) ? lastLine : line.Data;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ended.TrySetResult();
        await ended.Task.WaitAsync(cancellationToken);
        return new ProgramResult(process.ExitCode, lastLine);
    }
}
