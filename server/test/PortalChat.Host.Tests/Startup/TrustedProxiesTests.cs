using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging;
using PortalChat.Database;
using PortalChat.Host.Startup;

namespace PortalChat.Host.Tests.Startup;

public sealed class TrustedProxiesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "a proxy on this machine says where a request comes from, but only the last step of the way")]
    public async Task Read_Default_TrustsThisMachine()
    {
        Assert.Equal("203.0.113.9", await AddressAsync(TrustedProxies.Read(null), "198.51.100.7, 203.0.113.9"));
        Assert.Equal("127.0.0.1", await AddressAsync(TrustedProxies.Read(null), forwardedFor: null));
    }

    [Fact(DisplayName = "networks of other proxies can be named; what is no network is refused")]
    public void Read_Networks_AreTrusted()
    {
        var options = TrustedProxies.Read("10.0.0.0/8, fd00::/8");

        Assert.Contains(options.KnownIPNetworks, network => network.Contains(IPAddress.Parse("10.1.2.3")));
        Assert.Contains(options.KnownIPNetworks, network => network.Contains(IPAddress.Parse("fd00::1")));
        Assert.DoesNotContain(options.KnownIPNetworks, network => network.Contains(IPAddress.Parse("203.0.113.9")));
        Assert.Contains("proxy.local", Assert.Throws<StartupException>(() => TrustedProxies.Read("proxy.local")).Message, StringComparison.Ordinal);
    }

    private static async Task<string> AddressAsync(ForwardedHeadersOptions options, string? forwardedFor)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.UseForwardedHeaders(options);
        app.MapGet("/", (HttpContext context) => context.Connection.RemoteIpAddress!.MapToIPv4().ToString());
        await app.StartAsync(Stop);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.Single());
        request.Headers.Add("X-Forwarded-For", forwardedFor is null ? [] : [forwardedFor]);
        using var response = await http.SendAsync(request, Stop);
        return await response.Content.ReadAsStringAsync(Stop);
    }
}
