using System.Net;
using Microsoft.Extensions.Logging;

namespace PortalChat.Host.Tests.Portals;

/// <summary>The portals' files as a browser asks for them; a built portal is stood in for by two files.</summary>
public sealed class PortalFilesTests(PortalFilesTests.BuiltPortal portal) : IClassFixture<PortalFilesTests.BuiltPortal>
{
    private readonly HttpClient _http = portal.Http;

    [Theory]
    [InlineData("/player/")]
    [InlineData("/player/chats")]
    [InlineData("/player/chats/75f1113f-7d23-4da7-8989-192b41624968")]
    public async Task Page_AnyPathOfAPortal_IsItsPageAndAlwaysFresh(string path)
    {
        using var response = await _http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("<title>Player</title>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/player")]
    public async Task Page_WithoutItsSlash_LeadsToIt(string path)
    {
        using var response = await _http.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/player/", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Asset_OfABuild_IsCompressedAndKept()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/player/assets/app-1a2b.js");
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var response = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["br"], response.Content.Headers.ContentEncoding);
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/player/assets/gone-3c4d.js")]
    [InlineData("/player/../data/portalchat.env")]
    [InlineData("/player/..%2f..%2f..%2fdata/portalchat.env")]
    [InlineData("/staff/")]
    public async Task File_ThatIsNoPartOfABuiltPortal_IsNotThere(string path)
    {
        using var response = await _http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    public sealed class BuiltPortal : IAsyncLifetime
    {
        private readonly string _folder = Path.Combine(Path.GetTempPath(), $"portalchat-tests-{Guid.NewGuid():n}");
        public HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });
        private PortalChatServer _server = null!;

        public async ValueTask InitializeAsync()
        {
            var dist = Path.Combine(_folder, "portals", "player", "dist");
            Directory.CreateDirectory(Path.Combine(dist, "assets"));
            await File.WriteAllTextAsync(Path.Combine(dist, "index.html"), "<!doctype html><title>Player</title>");
            await File.WriteAllTextAsync(Path.Combine(dist, "assets", "app-1a2b.js"), new string('x', 10_000));
            _server = await PortalChatServer.StartAsync(
                new ServerOptions
                {
                    Urls = "http://127.0.0.1:0",
                    DataFolder = Path.Combine(_folder, "data"),
                    PortalsFolder = Path.Combine(_folder, "portals"),
                    Demo = false,
                    LogLevel = LogLevel.Warning,
                },
                CancellationToken.None);
            Http.BaseAddress = _server.Address;
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await _server.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
