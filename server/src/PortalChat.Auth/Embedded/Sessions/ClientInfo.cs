using System.Net;
using Microsoft.AspNetCore.Http;

namespace PortalChat.Auth.Embedded.Sessions;

/// <summary>What a session remembers of the device that holds it.</summary>
internal sealed record ClientInfo(string? UserAgent, IPAddress? Address)
{
    // Enough for any browser; it is kept for people to read.
    private const int MaxUserAgent = 512;

    public static ClientInfo Of(HttpContext context)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        return new ClientInfo(
            agent.Length > MaxUserAgent ? agent[..MaxUserAgent] : agent, context.Connection.RemoteIpAddress);
    }
}
