using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PortalChat.Load.Wire;

/// <summary>
/// One kept-alive HTTP/1.1 connection, one request at a time. Written by hand, as the machine is shared: what the tool
/// takes, the server lacks.
/// </summary>
internal sealed class RestLine(IPEndPoint server) : IDisposable
{
    private Socket? _socket;
    private byte[] _buffer = new byte[16 * 1024];

    /// <summary>The body of the last answer; valid until the next request.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Sends a whole request and reads the whole answer; gives its status.</summary>
    /// <exception cref="IOException">The connection broke; whether the request took effect is unknown.</exception>
    public async ValueTask<int> AskAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            _socket ??= await ConnectAsync(cancellationToken);
            await _socket.SendAsync(request, SocketFlags.None, cancellationToken);
            return await ReadAsync(_socket, hasBody: !request.Span.StartsWith("HEAD "u8), cancellationToken);
        }
        catch (SocketException broken)
        {
            Dispose();
            throw new IOException(broken.Message, broken);
        }
        catch (IOException)
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellationToken);
        return socket;
    }

    private async ValueTask<int> ReadAsync(Socket socket, bool hasBody, CancellationToken cancellationToken)
    {
        // 1. The head.
        var (length, end) = (0, -1);
        while (end < 0)
        {
            length += await FillAsync(socket, length, cancellationToken);
            end = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        }

        var start = end + 4;
        var head = Head.Read(_buffer.AsSpan(0, end));

        // 2. The body: none, counted, or in chunks.
        if (!hasBody)
        {
            length = start;
        }
        else if (head.IsChunked)
        {
            while (!_buffer.AsSpan(start, length - start).EndsWith("0\r\n\r\n"u8))
            {
                length += await FillAsync(socket, length, cancellationToken);
            }
        }
        else
        {
            while (length < start + head.Length)
            {
                length += await FillAsync(socket, length, cancellationToken);
            }
        }

        Body = _buffer.AsMemory(start, length - start);
        return head.Status;
    }

    private async ValueTask<int> FillAsync(Socket socket, int length, CancellationToken cancellationToken)
    {
        if (length == _buffer.Length)
        {
            Array.Resize(ref _buffer, length * 2);
        }

        var read = await socket.ReceiveAsync(_buffer.AsMemory(length), SocketFlags.None, cancellationToken);
        return read > 0 ? read : throw new IOException("The server closed the connection.");
    }

    private readonly record struct Head(int Status, int Length, bool IsChunked)
    {
        public static Head Read(ReadOnlySpan<byte> bytes)
        {
            var status = Number(bytes[9..]);
            var at = bytes.IndexOf("\r\nContent-Length: "u8);
            return at >= 0
                ? new Head(status, Number(bytes[(at + 18)..]), false)
                : new Head(status, 0, bytes.IndexOf("chunked"u8) >= 0);
        }

        private static int Number(ReadOnlySpan<byte> bytes) =>
            Utf8Parser.TryParse(bytes, out int number, out _) ? number : throw new IOException("This is no HTTP answer.");
    }

    /// <summary>A GET or HEAD, ready to be sent.</summary>
    public static byte[] Get(string method, string path, string apiKey, string token, string accept, string prefer) =>
        Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: load\r\napikey: {apiKey}\r\nAuthorization: Bearer {token}\r\n"
            + $"Accept: {accept}\r\n{(prefer.Length > 0 ? $"Prefer: {prefer}\r\n" : "")}\r\n");

    /// <summary>A POST with these headers, ready to be sent.</summary>
    public static byte[] Post(
        string path, string apiKey, string token, string prefer, string json, string accept = "*/*")
    {
        var body = Encoding.UTF8.GetBytes(json);
        var head = $"POST {path} HTTP/1.1\r\nHost: load\r\napikey: {apiKey}\r\nAuthorization: Bearer {token}\r\n"
            + $"Accept: {accept}\r\nContent-Type: application/json\r\n{(prefer.Length > 0 ? $"Prefer: {prefer}\r\n" : "")}Content-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
