using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>One WebSocket with a heartbeat. A connection whose heartbeat is not answered is given up.</summary>
internal sealed class PhoenixSocket : IAsyncDisposable
{
    private const string Topic = "realtime:all-that-i-may-see";

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private Task _beating = Task.CompletedTask;
    private string? _unanswered;
    private int _lastRef;

    private PhoenixSocket()
    {
    }

    /// <summary>The server has closed it, or it is gone.</summary>
    public bool IsClosed { get; private set; }

    /// <exception cref="WebSocketException">There is no way to the server.</exception>
    public static async Task<PhoenixSocket> ConnectAsync(Surroundings surroundings, int address, CancellationToken stopping)
    {
        var server = new UriBuilder(surroundings.Addresses[address])
        {
            Scheme = "ws",
            Path = "/realtime/v1/websocket",
            Query = $"apikey={surroundings.AnonKey}&vsn=2.0.0",
        };
        var socket = new PhoenixSocket();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(surroundings.RequestTimeout);
        try
        {
            await socket._socket.ConnectAsync(server.Uri, patience.Token);
            socket._beating = socket.BeatAsync(surroundings.Heartbeat);
            return socket;
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends on the channel; gives the message's ref.</summary>
    public async Task<string> PushAsync(string name, object payload)
    {
        var reference = NextRef();
        await SendAsync([reference, reference, Topic, name, payload]);
        return reference;
    }

    /// <summary>The next message of the channel; null when the server has closed the socket.</summary>
    public async Task<PhoenixMessage?> NextAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        while (true)
        {
            _buffer.ResetWrittenCount();
            ValueWebSocketReceiveResult received;
            do
            {
                received = await _socket.ReceiveAsync(_buffer.GetMemory(16 * 1024), either.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    IsClosed = true;
                    return null;
                }

                _buffer.Advance(received.Count);
            }
            while (!received.EndOfMessage);

            // Broadcasts to others on the topic come as bytes.
            if (received.MessageType == WebSocketMessageType.Binary)
            {
                continue;
            }

            var message = PhoenixMessage.Read(_buffer.WrittenMemory);
            if (message.Topic != "phoenix")
            {
                return message;
            }

            if (message.Ref == Volatile.Read(ref _unanswered))
            {
                Volatile.Write(ref _unanswered, null);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _socket.Abort();
        await _beating;
        _socket.Dispose();
        _ended.Dispose();
        _sending.Dispose();
    }

    private async Task BeatAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                if (Volatile.Read(ref _unanswered) is not null)
                {
                    break;
                }

                var reference = NextRef();
                Volatile.Write(ref _unanswered, reference);
                await SendAsync([null, reference, "phoenix", "heartbeat", new { }]);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // Whoever reads learns it too.
        }

        _socket.Abort();
    }

    private string NextRef() => $"{Interlocked.Increment(ref _lastRef)}";

    private async Task SendAsync(object?[] message)
    {
        await _sending.WaitAsync(_ended.Token);
        try
        {
            await _socket.SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, _ended.Token);
        }
        finally
        {
            _sending.Release();
        }
    }
}
