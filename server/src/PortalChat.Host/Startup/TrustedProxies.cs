using Microsoft.AspNetCore.HttpOverrides;
using PortalChat.Database;

namespace PortalChat.Host.Startup;

/// <summary>
/// Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> count: a proxy's on this machine, and those of the networks
/// that are named. Without them everybody behind a proxy would share its address, and with it the rate limits.
/// </summary>
internal static class TrustedProxies
{
    /// <param name="networks">Like <c>10.0.0.0/8</c>, separated by commas or semicolons; null for none.</param>
    /// <exception cref="StartupException">One of them is no network.</exception>
    public static ForwardedHeadersOptions Read(string? networks)
    {
        // The address that the nearest proxy saw counts; what stands before it came from outside.
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = 1,
        };
        foreach (var text in (networks ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.TryParse(text, out var network)
                ? network
                : throw new StartupException($"--trusted-proxies has a network that cannot be read: {text}."));
        }

        return options;
    }
}
