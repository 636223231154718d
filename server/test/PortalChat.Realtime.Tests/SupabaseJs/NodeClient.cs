using System.Diagnostics;

namespace PortalChat.Realtime.Tests.SupabaseJs;

/// <summary>A Node process whose standard output is read line by line.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Lock _lock = new();
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private TaskCompletionSource _news = New();
    private int _marked;

    public NodeClient(string script, IReadOnlyDictionary<string, string> environment)
    {
        // Node 22 has WebSocket; in Node 20 it stands behind this flag.
        var start = new ProcessStartInfo("node", ["--experimental-websocket", script])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _reading = ReadAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Waits from now on for lines that have not been said yet.</summary>
    public void Mark()
    {
        lock (_lock)
        {
            _marked = _lines.Count;
        }
    }

    public async Task<string> SaysAsync(string beginning)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task news;
            lock (_lock)
            {
                if (_lines.Skip(_marked).FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) is { } found)
                {
                    return found;
                }

                news = _news.Task;
            }

            if (_reading.IsCompleted)
            {
                Assert.Fail($"Node ended: {await _errors}");
            }

            try
            {
                await Task.WhenAny(news, _reading).WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                lock (_lock)
                {
                    Assert.Fail($"Did not say '{beginning}', but:\n{string.Join('\n', _lines)}");
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                _lines.Add(line);
                _news.TrySetResult();
                _news = New();
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
