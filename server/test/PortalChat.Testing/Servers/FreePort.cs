using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PortalChat.Testing.Servers;

/// <summary>
/// A port to come back to after a kill. Outside of the range from which systems take the ports of outgoing connections,
/// so that none of these sits on it meanwhile.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int End = 30_000;

    public static int Find()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one, then.
            }
        }

        throw new InvalidOperationException("No free port was found.");
    }
}
