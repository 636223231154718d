using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace PortalChat.Load.Wire;

/// <summary>What a socket does with its frames; called on whatever thread they arrive on, one at a time for each socket.</summary>
internal delegate void FrameHandler(ReadOnlySpan<byte> frame);

/// <summary>
/// A client of <c>/realtime/v1/websocket</c> (vsn 2.0.0) that costs little: some 20,000 of them live in one process.
/// </summary>
internal sealed class ChangeSocket : IDisposable
{
    private const int SmallBuffer = 2 * 1024;
    private const int Text = 1;
    private const int Close = 8;
    private const int Ping = 9;


    private readonly Socket _socket;
    private readonly FrameHandler _handle;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(SmallBuffer);
    private int _length;

    private ChangeSocket(Socket socket, FrameHandler handle)
    {
        _socket = socket;
        _handle = handle;
    }

    /// <summary>Ends when the connection does; says why.</summary>
    public Task<string> Ended { get; private set; } = Task.FromResult("not started");

    /// <summary>Connects and upgrades.</summary>
    /// <param name="server">Where.</param>
    /// <param name="apiKey">The anon key.</param>
    /// <param name="from">The address to come from: one address has some 28,000 ports.</param>
    /// <param name="handle">Gets every text frame.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The server refused the upgrade; the message has its answer.</exception>
    public static async Task<ChangeSocket> ConnectAsync(
        IPEndPoint server,
        string apiKey,
        IPAddress from,
        FrameHandler handle,
        CancellationToken cancellationToken)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(server, cancellationToken);
            var opened = new ChangeSocket(socket, handle);
            await opened.UpgradeAsync(apiKey, cancellationToken);
            opened.Ended = opened.ReadAsync();
            return opened;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one text frame.</summary>
    public async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        var frame = Masked(Encoding.UTF8.GetBytes(text));
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(frame, SocketFlags.None, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task UpgradeAsync(string apiKey, CancellationToken cancellationToken)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var request = $"GET /realtime/v1/websocket?apikey={apiKey}&vsn=2.0.0 HTTP/1.1\r\nHost: load\r\nUpgrade: websocket\r\n"
            + $"Connection: Upgrade\r\nSec-WebSocket-Key: {nonce}\r\nSec-WebSocket-Version: 13\r\n\r\n";
        await _socket.SendAsync(Encoding.ASCII.GetBytes(request), SocketFlags.None, cancellationToken);
        int end;
        do
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_length), SocketFlags.None, cancellationToken);
            _length += read > 0 ? read : throw new IOException("The server closed the connection at the upgrade.");
            end = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8);
        }
        while (end < 0);

        if (!_buffer.AsSpan(0, _length).StartsWith("HTTP/1.1 101"u8))
        {
            throw new IOException(Encoding.UTF8.GetString(_buffer, 0, Math.Min(_length, 200)));
        }

        Drop(end + 4);
    }

    // Owned by this object: ends with the connection.
    private async Task<string> ReadAsync()
    {
        try
        {
            while (true)
            {
                var (end, pong) = HandleFrames();
                if (end is not null)
                {
                    return end;
                }

                if (pong is not null)
                {
                    await _socket.SendAsync(pong, SocketFlags.None);
                }

                if (_length == _buffer.Length)
                {
                    Grow();
                }

                var read = await _socket.ReceiveAsync(_buffer.AsMemory(_length), SocketFlags.None);
                if (read == 0)
                {
                    return "closed without a word";
                }

                _length += read;
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            return broken.Message;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    /// <summary>Handles what is there; gives why the server says goodbye, and the answer to its ping.</summary>
    private (string? End, byte[]? Pong) HandleFrames()
    {
        var taken = 0;
        byte[]? pong = null;
        while (TryFrame(_buffer.AsSpan(taken, _length - taken), out var payload, out var opcode, out var whole))
        {
            switch (opcode)
            {
                case Close:
                    return ("closed: " + Encoding.UTF8.GetString(payload.Length > 2 ? payload[2..] : payload), null);
                case Ping:
                    pong = [0x8A, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
                    break;
                case Text:
                    _handle(payload);
                    break;
            }

            taken += whole;
        }

        Drop(taken);
        return (null, pong);
    }

    private static bool TryFrame(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payload, out int opcode, out int whole)
    {
        payload = default;
        (opcode, whole) = (0, 0);
        if (bytes.Length < 2)
        {
            return false;
        }

        var (head, length) = (2, (long)(bytes[1] & 127));
        if (length == 126)
        {
            head = 4;
            length = bytes.Length < head ? long.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        }
        else if (length == 127)
        {
            head = 10;
            length = bytes.Length < head ? long.MaxValue : BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
        }

        if (length > bytes.Length - head)
        {
            return false;
        }

        opcode = bytes[0] & 15;
        payload = bytes.Slice(head, (int)length);
        whole = head + (int)length;
        return true;
    }

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _length - count).CopyTo(_buffer);
        _length -= count;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    // A mask of zeros is a mask; it leaves the payload as it is.
    private static byte[] Masked(byte[] payload)
    {
        byte[] head = payload.Length < 126
            ? [0x81, (byte)(0x80 | payload.Length)]
            : [0x81, 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [.. head, 0, 0, 0, 0, .. payload];
    }
}
