using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PortalChat.Fuzz.Tests.Requests;

/// <summary>Sends bytes and reads the answer's status; no HTTP client in between that would refuse to send them.</summary>
internal sealed class RawConnection(Uri server) : IDisposable
{
    /// <summary>No answer after this long is a finding.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;
    private int _start;
    private int _end;

    /// <summary>The status; 0 where the connection was closed without an answer, -1 where nothing came.</summary>
    public async Task<(int Status, string Text)> SendAsync(FuzzRequest request)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                (_start, _end) = (0, 0);
                await _socket.ConnectAsync(server.Host, server.Port, patience.Token);
            }

            await _socket.SendAsync(request.ToBytes(), patience.Token);
            if (request.IsAbandoned)
            {
                _socket.LingerState = new LingerOption(true, 0);
                Dispose();
                return (0, "");
            }

            if (request.IsBadlyFramed)
            {
                _socket.Shutdown(SocketShutdown.Send);
            }

            var (status, headers) = await ReadHeadAsync(patience.Token);
            var text = await ReadBodyAsync(request.Method, status, headers, patience.Token);
            if (request.IsBadlyFramed || headers.Contains("\nconnection: close", StringComparison.OrdinalIgnoreCase))
            {
                Dispose();
            }

            return (status, text);
        }
        catch (Exception exception) when (exception is SocketException or EndOfStreamException)
        {
            Dispose();
            return (0, exception.Message);
        }
        catch (OperationCanceledException)
        {
            Dispose();
            return (-1, "no answer");
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<(int Status, string Headers)> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = new StringBuilder();
            string line;
            while ((line = await ReadLineAsync(cancellationToken)).Length > 0)
            {
                head.Append(line).Append('\n');
            }

            var status = int.Parse(head.ToString(9, 3), CultureInfo.InvariantCulture);
            if (status >= 200)
            {
                return (status, head.ToString());
            }
        }
    }

    private async Task<string> ReadBodyAsync(string method, int status, string headers, CancellationToken cancellationToken)
    {
        if (method == "HEAD" || status is 204 or 304)
        {
            return "";
        }

        if (Find(headers, "content-length: ") is { } length)
        {
            return await ReadAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
        }

        if (Find(headers, "transfer-encoding: ") is null)
        {
            return "";
        }

        var text = new StringBuilder();
        while (int.Parse(await ReadLineAsync(cancellationToken), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var chunk)
        {
            text.Append(await ReadAsync(chunk, cancellationToken));
            await ReadLineAsync(cancellationToken);
        }

        await ReadLineAsync(cancellationToken);
        return text.ToString();
    }

    private static string? Find(string headers, string name)
    {
        var at = headers.IndexOf("\n" + name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : headers[(at + name.Length + 1)..headers.IndexOf('\n', at + 1)];
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            line.Append(Encoding.Latin1.GetString(_buffer, _start, end < 0 ? _end - _start : end));
            if (end >= 0)
            {
                _start += end + 1;
                return line.ToString().TrimEnd('\r');
            }

            await FillAsync(cancellationToken);
        }
    }

    private async Task<string> ReadAsync(int length, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (length > 0)
        {
            if (_start == _end)
            {
                await FillAsync(cancellationToken);
            }

            var take = Math.Min(length, _end - _start);
            text.Append(Encoding.UTF8.GetString(_buffer, _start, take));
            _start += take;
            length -= take;
        }

        return text.ToString();
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await _socket!.ReceiveAsync(_buffer, cancellationToken);
        if (_end == 0)
        {
            throw new EndOfStreamException("closed");
        }
    }
}
