using System.Net;
using System.Net.Sockets;
using PortalChat.Database;

namespace PortalChat.Host.Startup;

/// <summary>
/// Looks whether the addresses can be listened on before a database is started for them; the web server itself would
/// find out last.
/// </summary>
internal static class AddressCheck
{
    /// <exception cref="StartupException">An address is in use.</exception>
    public static void Run(string urls, string option)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Port > 0
                && IPAddress.TryParse(address.IdnHost == "localhost" ? "127.0.0.1" : address.IdnHost, out var ip))
            {
                Try(url, option, new IPEndPoint(ip, address.Port));
            }
        }
    }

    private static void Try(string url, string option, IPEndPoint endPoint)
    {
        try
        {
            using var listener = new TcpListener(endPoint);
            listener.Start();
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartupException($"{url} is in use by another program; choose another {option}.", refused);
        }
    }
}
