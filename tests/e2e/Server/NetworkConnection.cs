using System.Net.Sockets;

namespace PortalChat.E2E.Tests.Server;

/// <summary>One TCP connection of a browser, carried to the server until either side or a cut ends it.</summary>
internal sealed class NetworkConnection(Socket browser) : IDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public async Task CarryAsync(Uri server)
    {
        try
        {
            browser.NoDelay = true;
            _server.NoDelay = true;
            await _server.ConnectAsync(server.Host, server.Port);
            await Task.WhenAll(PumpAsync(browser, _server), PumpAsync(_server, browser));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The server is not there, or somebody hung up in the middle: the other side learns it by the reset.
        }
    }

    public void Dispose()
    {
        foreach (var socket in (Socket[])[browser, _server])
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

    private static async Task PumpAsync(Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }

            to.Shutdown(SocketShutdown.Send);
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
