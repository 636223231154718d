using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PortalChat.Load.People;
using PortalChat.Load.Wire;

namespace PortalChat.Load.Target;

/// <summary>When each part of a server was there, seen from outside, from the start of its process on.</summary>
/// <param name="Postgres">Its own Postgres lets somebody in; null where it has none, or was running already.</param>
/// <param name="Listening">The first request is answered: the database is migrated and checked by then.</param>
/// <param name="Ready"><c>/health/ready</c> says so.</param>
/// <param name="Live">A join that listens to changes, sent as soon as the server was ready, is answered.</param>
internal sealed record StartTimes(TimeSpan? Postgres, TimeSpan Listening, TimeSpan Ready, TimeSpan Live);

/// <summary>One start of the built server, watched until somebody can hear of changes.</summary>
internal sealed class WatchedStart : IDisposable
{
    /// <summary>Between two looks: short beside what is measured, and long enough to leave the machine to the server.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly string _folder;
    private readonly Process _process;

    private WatchedStart(string folder, Process process, StartTimes times)
    {
        _folder = folder;
        _process = process;
        Times = times;
    }

    public StartTimes Times { get; }

    /// <param name="root">The repository.</param>
    /// <param name="port">For the server to listen on.</param>
    /// <param name="folder">Its data folder.</param>
    /// <param name="people">The folder with the keys that tokens are signed with: of the server that signs people in.</param>
    /// <param name="options">Further ones for its command line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">It did not become ready.</exception>
    public static async Task<WatchedStart> RunAsync(
        string root, int port, string folder, string people, IEnumerable<string> options, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Longest);
        var command = ServerProgram.Command(root, port, folder, options);
        var before = Postmaster.Of(folder);
        var watch = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        }) ?? throw new InvalidOperationException("The server could not be started.");
        process.BeginOutputReadLine();
        try
        {
            var times = await WatchAsync(process, watch, port, folder, people, before, patience.Token);
            return new WatchedStart(folder, process, times);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            process.Dispose();
            throw new TimeoutException($"The server was not there after {Longest.TotalSeconds:0} s.", late);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>As Ctrl-C would; returns when it has ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>As <c>kill -9</c> would.</summary>
    public async Task KillAsync(bool postgresToo, CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        if (postgresToo && Postmaster.Of(_folder) is { } postmaster)
        {
            await postmaster.KillAsync(cancellationToken);
        }
    }

    public void Dispose() => _process.Dispose();

    private static async Task<StartTimes> WatchAsync(
        Process process, Stopwatch watch, int port, string folder, string people, Postmaster? before, CancellationToken patience)
    {
        // 1. Postgres, and beside it the first answer. A connection would not do: a server tries its address first of all.
        TimeSpan? postgres = null;
        var address = new IPEndPoint(IPAddress.Loopback, port);
        using var line = new RestLine(address);
        TimeSpan? listening = null;
        while (listening is null)
        {
            if (postgres is null && Postmaster.Of(folder) is { IsReady: true } now && (now.Id, now.StartedAt) != (before?.Id, before?.StartedAt))
            {
                postgres = watch.Elapsed;
            }

            if (await AnswerAsync(line, "/health/live", patience) == 200)
            {
                listening = watch.Elapsed;
            }
            else if (process.HasExited)
            {
                throw new TimeoutException($"The server ended with {process.ExitCode} before it was there.");
            }
            else
            {
                await Task.Delay(Pause, patience);
            }
        }

        // 2. Ready.
        while (await AnswerAsync(line, "/health/ready", patience) != 200)
        {
            await Task.Delay(Pause, patience);
        }

        var ready = watch.Elapsed;

        // 3. Live. The keys of a new folder are there by now.
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var socket = await ChangeSocket.ConnectAsync(
            address, await AnonKeyAsync(people, patience), IPAddress.Loopback, frame => Hear(frame, answered), patience);
        await socket.SendAsync(Joins.Queue(new TokenMint(people).Gre(1)), patience);
        await answered.Task.WaitAsync(patience);
        return new StartTimes(postgres, listening.Value, ready, watch.Elapsed);
    }

    private static void Hear(ReadOnlySpan<byte> frame, TaskCompletionSource answered)
    {
        if (frame.IndexOf("\"phx_reply\""u8) >= 0)
        {
            if (frame.IndexOf("\"status\":\"ok\""u8) >= 0)
            {
                answered.TrySetResult();
            }
            else
            {
                answered.TrySetException(new TimeoutException("The join was refused."));
            }
        }
    }

    /// <summary>The status; null where nobody answers.</summary>
    private static async Task<int?> AnswerAsync(RestLine line, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await line.AskAsync(RestLine.Get("GET", path, "", "", "*/*", ""), cancellationToken);
        }
        catch (Exception absent) when (absent is IOException or SocketException)
        {
            return null;
        }
    }

    /// <summary>The file is written just after the first connection may come.</summary>
    private static async Task<string> AnonKeyAsync(string people, CancellationToken patience)
    {
        while (true)
        {
            if (EnvironmentOf.Folder(people).TryGetValue("SUPABASE_ANON_KEY", out var key))
            {
                return key;
            }

            await Task.Delay(Pause, patience);
        }
    }
}
