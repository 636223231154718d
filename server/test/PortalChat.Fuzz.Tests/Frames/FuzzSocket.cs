using System.Net.WebSockets;
using System.Text;
using PortalChat.Fuzz.Tests.Serving;

namespace PortalChat.Fuzz.Tests.Frames;

/// <summary>A socket that sends what it is told to and reads what it is sent; when it has been closed it comes back.</summary>
internal sealed class FuzzSocket(FuzzServer server, string key, bool isV1) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private ClientWebSocket? _socket;
    private Task _reading = Task.CompletedTask;
    private TaskCompletionSource _heard = New();
    private int _beats;

    public bool IsV1 => isV1;

    /// <summary>Messages that came.</summary>
    public long Received { get; private set; }

    /// <summary>How often the server, or what was sent, ended the connection.</summary>
    public int Closed { get; private set; }

    public async Task SendAsync(FuzzFrame frame)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await frame.SendAsync(await OpenAsync(patience.Token), patience.Token);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException { InnerException: IOException })
        {
            // The server closes sockets that break the protocol, such as with text that is not UTF-8.
            await CloseAsync();
        }
    }

    /// <summary>Waits until everything before it has been read: the server answers a heartbeat in order.</summary>
    public async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var beat = $"beat-{++_beats}";
        _heard = New();
        var text = isV1
            ? $$"""{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"{{beat}}","join_ref":null}"""
            : $"[null,\"{beat}\",\"phoenix\",\"heartbeat\",{{}}]";
        await SendAsync(new FuzzFrame(WebSocketMessageType.Text, Encoding.UTF8.GetBytes(text), 1));
        if (await Task.WhenAny(_heard.Task, _reading).WaitAsync(patience.Token) == _reading)
        {
            await CloseAsync();
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    public async Task CloseAsync()
    {
        if (_socket is null)
        {
            return;
        }

        Closed++;
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _socket = null;
    }

    private async Task<ClientWebSocket> OpenAsync(CancellationToken cancellationToken)
    {
        if (_socket is { State: not WebSocketState.Open })
        {
            await CloseAsync();
        }

        if (_socket is null)
        {
            _socket = new ClientWebSocket();
            var address = new UriBuilder(server.Address)
            {
                Scheme = "ws",
                Path = "/realtime/v1/websocket",
                Query = $"apikey={key}&vsn={(isV1 ? "1.0.0" : "2.0.0")}",
            };
            await _socket.ConnectAsync(address.Uri, cancellationToken);
            _reading = ReadAsync(_socket);
        }

        return _socket;
    }

    private async Task ReadAsync(ClientWebSocket socket)
    {
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var result = await socket.ReceiveAsync(_buffer, CancellationToken.None);
                Received += result.EndOfMessage ? 1 : 0;
                if (_buffer.AsSpan(0, result.Count).IndexOf(Encoding.UTF8.GetBytes($"beat-{_beats}\"")) >= 0)
                {
                    _heard.TrySetResult();
                }
            }
        }
        catch (WebSocketException)
        {
            // Closed, from whichever side.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
