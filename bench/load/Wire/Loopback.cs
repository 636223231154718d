using System.Net;

namespace PortalChat.Load.Wire;

/// <summary>Addresses to come from. One has some 28,000 ports, so many sockets share several.</summary>
internal static class Loopback
{
    private const int SocketsPerAddress = 15_000;

    public static IPAddress For(int socket) => new([127, 0, 0, (byte)(1 + (socket / SocketsPerAddress))]);
}
