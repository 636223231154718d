using System.Net.Sockets;

namespace PortalChat.Testing.Servers;

/// <summary>One TCP connection of a client, carried to the server until either side or a cut ends it.</summary>
internal sealed class NetworkConnection(Socket client, NetworkWeather weather) : IDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public async Task CarryAsync(Uri server)
    {
        try
        {
            await weather.PassAsync(weather.LongestConnect);
            client.NoDelay = true;
            _server.NoDelay = true;
            await _server.ConnectAsync(server.Host, server.Port);
            await Task.WhenAll(
                PumpAsync(client, _server, () => weather.LosesUp),
                PumpAsync(_server, client, () => weather.LosesDown));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The server is not there, or somebody hung up in the middle: the other side learns it by the reset.
        }
    }

    /// <summary>Ends one direction politely, as a program does that has said everything; the other goes on.</summary>
    public void HalfClose(bool toServer)
    {
        try
        {
            (toServer ? _server : client).Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }
    }

    public void Dispose()
    {
        foreach (var socket in (Socket[])[client, _server])
        {
            try
            {
                // A reset instead of a polite end: what was on its way is lost.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // Closed already.
            }

            socket.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Func<bool> isLost)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            var isDeaf = false;
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                await weather.PassAsync(weather.LongestDelay);

                // A stream with a hole in it is of no use: a connection that has lost a piece never gets another one through.
                isDeaf |= isLost();
                for (var sent = 0; sent < read && !isDeaf;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }

            if (!isDeaf)
            {
                to.Shutdown(SocketShutdown.Send);
            }
        }
        catch
        {
            // Half a connection serves nobody.
            from.Dispose();
            to.Dispose();
            throw;
        }
    }
}
