using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PortalChat.E2E.Tests.Browsers;

/// <summary>What happened in a page besides what it shows.</summary>
public sealed class PageRecord
{
    private const string Marker = "window.loadedOnce";

    private readonly IPage _page;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _crashes = new();
    private readonly ConcurrentQueue<string> _received = new();
    private int _loads;

    internal PageRecord(IPage page)
    {
        _page = page;
        page.Console += (_, message) => Note($"{message.Type}: {message.Text}");
        page.PageError += (_, error) =>
        {
            Note($"uncaught: {error}");
            _crashes.Enqueue(error);
        };
        page.Request += (_, request) =>
        {
            if (request.IsNavigationRequest && request.Frame == page.MainFrame)
            {
                Note($"load {request.Url}");
                Interlocked.Increment(ref _loads);
            }
        };
        page.WebSocket += (_, socket) =>
        {
            Note("socket opened");
            socket.FrameReceived += (_, frame) => _received.Enqueue(frame.Text ?? Convert.ToHexString(frame.Binary ?? []));
            socket.Close += (_, _) => Note("socket closed");
        };
        page.RequestFailed += (_, request) => Note($"failed: {request.Method} {request.Url}: {request.Failure}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                Note($"{response.Status}: {response.Request.Method} {response.Url}");
            }
        };
    }

    /// <summary>Every frame that came over the page's WebSockets.</summary>
    public IReadOnlyCollection<string> Received => _received;

    /// <summary>The console, what failed, and when, for whoever has to find out why.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>From here on the page must stay as it is: <see cref="AssertNeverReloadedAsync"/>.</summary>
    internal Task MarkAsync() => _page.EvaluateAsync($"{Marker} = true");

    /// <summary>One document was ever asked for, and what was written into its window is still there.</summary>
    internal async Task AssertNeverReloadedAsync()
    {
        Assert.Equal(1, Volatile.Read(ref _loads));
        Assert.True(await _page.EvaluateAsync<bool>($"{Marker} === true"), "The page's window is not the one that was opened.");
        Assert.Empty(_crashes);
    }

    private void Note(string line) => _lines.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {line}");
}
