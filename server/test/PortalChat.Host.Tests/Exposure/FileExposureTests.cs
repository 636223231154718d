using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PortalChat.Host.Tests.Exposure;

/// <summary>
/// [EX3] No file but a built portal's can be had, however its path is written. The paths go out as they stand here: an
/// HTTP client would tidy them.
/// </summary>
public sealed class FileExposureTests(FileExposureTests.Folders folders) : IClassFixture<FileExposureTests.Folders>
{
    private const string Secret = "line of a file";

    [Theory(DisplayName = "[EX3] no path leads to a file beside the portals")]
    [InlineData("/player/../secret.txt")]
    [InlineData("/player/../../secret.txt")]
    [InlineData("/player/../../../secret.txt")]
    [InlineData("/player/../../../data/secret.txt")]
    [InlineData("/player/../../../data/portalchat.env")]
    [InlineData("/player/../../../data/keys/api-keys.json")]
    [InlineData("/player/../../../data/outbox/mail.eml")]
    [InlineData("/player/%2e%2e/%2e%2e/%2e%2e/data/secret.txt")]
    [InlineData("/player/%2e%2e%2f%2e%2e%2f%2e%2e%2fdata%2fsecret.txt")]
    [InlineData("/player/..%2f..%2f..%2fdata%2fsecret.txt")]
    [InlineData("/player/..%5c..%5c..%5cdata%5csecret.txt")]
    [InlineData("/player/..\\..\\..\\data\\secret.txt")]
    [InlineData("/player/%252e%252e%252f%252e%252e%252f%252e%252e%252fdata%252fsecret.txt")]
    [InlineData("/player/..%252f..%252f..%252fdata%252fsecret.txt")]
    [InlineData("/player/%c0%ae%c0%ae/%c0%ae%c0%ae/%c0%ae%c0%ae/data/secret.txt")]
    [InlineData("/player/..;/..;/..;/data/secret.txt")]
    [InlineData("/player/....//....//....//data/secret.txt")]
    [InlineData("/player//../../../data/secret.txt")]
    [InlineData("/player/assets/../../../../data/secret.txt")]
    [InlineData("/player/./.././../../data/secret.txt")]
    [InlineData("/player/secret.txt%00.html")]
    [InlineData("/player/..%00/..%00/data/secret.txt")]
    [InlineData("/player/linked.txt")]
    [InlineData("/player/linked/secret.txt")]
    [InlineData("/player/assets/linked.txt")]
    [InlineData("/player/.hidden")]
    [InlineData("/player/.git/config")]
    [InlineData("/player/{file}")]
    [InlineData("/player//{file}")]
    [InlineData("/staff/../player/../../../data/secret.txt")]
    [InlineData("/staff/{file}")]
    [InlineData("/../data/secret.txt")]
    [InlineData("/data/secret.txt")]
    [InlineData("/outbox/mail.eml")]
    [InlineData("/auth/v1/outbox/mail.eml")]
    [InlineData("/auth/v1/../../data/outbox/mail.eml")]
    [InlineData("/.portalchat/portalchat.env")]
    [InlineData("/portalchat.env")]
    [InlineData("/keys/signing-keys.json")]
    [InlineData("/appsettings.json")]
    [InlineData("/portalchat.dll")]
    [InlineData("/player/../../../data/portal-config.json")]
    [InlineData("http://127.0.0.1/player/../../../data/secret.txt")]
    [InlineData("file:///{file}")]
    public async Task Get_AnythingBesideThePortals_IsNotGiven(string path)
    {
        var answer = await folders.GetAsync(path.Replace("{file}", folders.SecretFile, StringComparison.Ordinal));

        Assert.DoesNotContain(Secret, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\"d\":", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("SERVICE_ROLE", answer, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "[EX3] the files are there, and the way to the portals is open")]
    public async Task Get_TheControls_AreThere()
    {
        Assert.Contains("a built page", await folders.GetAsync("/player/index.html"), StringComparison.Ordinal);
        Assert.Contains("a built script", await folders.GetAsync("/player/assets/app.js"), StringComparison.Ordinal);
        Assert.Contains("a built script", await folders.GetAsync("/player/assets/%61pp.js"), StringComparison.Ordinal);
        foreach (var file in folders.Secrets)
        {
            Assert.Contains(Secret, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
    }

    public sealed class Folders : IAsyncLifetime
    {
        private readonly string _folder = Path.Combine(Path.GetTempPath(), $"portalchat-tests-{Guid.NewGuid():n}");
        private PortalChatServer _server = null!;

        public string SecretFile => Path.Combine(_folder, "data", "secret.txt");

        /// <summary>Every path that a case could lead to, links followed.</summary>
        public IReadOnlyList<string> Secrets =>
        [
            SecretFile,
            Path.Combine(_folder, "data", "outbox", "mail.eml"),
            Path.Combine(Dist, "linked.txt"),
            Path.Combine(Dist, "linked", "secret.txt"),
            Path.Combine(Dist, "assets", "linked.txt"),
            Path.Combine(Dist, ".hidden"),
            Path.Combine(Dist, ".git", "config"),
            Path.Combine(_folder, "portals", "player", "secret.txt"),
            Path.Combine(_folder, "portals", "secret.txt"),
            Path.Combine(_folder, "secret.txt"),
        ];

        private string Dist => Path.Combine(_folder, "portals", "player", "dist");

        public async ValueTask InitializeAsync()
        {
            Directory.CreateDirectory(Path.Combine(Dist, "assets"));
            Directory.CreateDirectory(Path.Combine(Dist, ".git"));
            await File.WriteAllTextAsync(Path.Combine(Dist, "index.html"), "<!doctype html>a built page");
            await File.WriteAllTextAsync(Path.Combine(Dist, "assets", "app.js"), "// a built script");
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
            Directory.CreateDirectory(Path.Combine(_folder, "data", "outbox"));
            await File.WriteAllTextAsync(SecretFile, Secret);
            File.CreateSymbolicLink(Path.Combine(Dist, "linked.txt"), SecretFile);
            File.CreateSymbolicLink(Path.Combine(Dist, "assets", "linked.txt"), SecretFile);
            Directory.CreateSymbolicLink(Path.Combine(Dist, "linked"), Path.Combine(_folder, "data"));
            foreach (var file in Secrets.Where(file => !File.Exists(file)))
            {
                await File.WriteAllTextAsync(file, Secret);
            }
        }

        /// <summary>The whole answer, as it comes over the wire.</summary>
        public async Task<string> GetAsync(string path)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(_server.Address.Host, _server.Address.Port);
            await socket.SendAsync(Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
            using var answer = new StreamReader(new NetworkStream(socket));
            return await answer.ReadToEndAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _server.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
