using System.Net.Sockets;
using System.Text;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Embedded;

/// <summary>Bodies that no HTTP client would send.</summary>
public sealed class BodyTests(SharedAuthServer shared) : IClassFixture<SharedAuthServer>
{
    [Fact(DisplayName = "[AU112] a body that is not UTF-8 is the client's fault, in a name as in a value")]
    public async Task Body_NoText_Is400()
    {
        var server = await shared.WithoutUsersAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("apikey", server.Keys.ApiKeys.Publishable);
        using var body = new ByteArrayContent(Encoding.Latin1.GetBytes(
            "{\"email\":\"ada@example.com\",\"password\":\"secret-1\",\"data\":{\"\u00ff\":1}}"));
        using var response = await http.PostAsync("/auth/v1/signup", body);

        Assert.Equal(400, (int)response.StatusCode);
    }

    [Theory(DisplayName = "[AU112] a body that is not as long as its header says is the client's fault")]
    [InlineData("Content-Length: 999999999999999", 413)]
    [InlineData("Transfer-Encoding: chunked", 400)]
    public async Task Body_NotAsLongAsSaid_Is4xx(string framing, int status)
    {
        var server = await shared.WithoutUsersAsync();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Address.Host, server.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /auth/v1/signup HTTP/1.1\r\nHost: a\r\napikey: {server.Keys.ApiKeys.Publishable}\r\n{framing}\r\n\r\nzz{{\"email\""));
        var buffer = new byte[12];
        await socket.ReceiveAsync(buffer);

        Assert.Equal($"HTTP/1.1 {status}", Encoding.ASCII.GetString(buffer));
        Assert.DoesNotContain(server.Logs.All, line => line.Contains("An auth request failed", StringComparison.Ordinal));
    }
}
