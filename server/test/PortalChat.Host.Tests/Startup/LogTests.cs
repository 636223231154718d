using System.Net;
using PortalChat.Host.Demo;

namespace PortalChat.Host.Tests.Startup;

/// <summary>No token, password, key or message text is ever in a log, at any level.</summary>
public sealed class LogTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"portalchat-tests-{Guid.NewGuid():n}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Log_OfAChatAndItsRefusals_HoldsNothingOfIt()
    {
        const string Said = "My card number is 4000 0000 0000 0002";
        var port = ServerProcess.FreePort();
        var url = $"http://127.0.0.1:{port}";
        using var process = ServerProcess.Start(
            "--urls", url, "--data", _folder, "--log-format", "json", "--log-level", "Debug");
        await process.WaitUntilUpAsync();
        var session = await RawClient.SignInAsync(url, _folder, "alice@player.example", DemoPeople.Password);

        Assert.Equal(HttpStatusCode.OK, await session.PostAsync("/rest/v1/rpc/send_support_message", new { message_text = Said }));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await session.PostAsync("/rest/v1/rpc/send_support_message", new { message_text = Said.PadRight(4001, '!') }));
        Assert.Equal(
            HttpStatusCode.NotFound,
            await session.PostAsync("/rest/v1/rpc/claim_chat", new { chat_request_id = Guid.NewGuid() }));
        await session.OpenSocketAsync();
        process.Terminate();
        await process.WaitForExitAsync();

        var log = process.Output + await File.ReadAllTextAsync(Path.Combine(_folder, "postgres", "postgres.log"));
        foreach (var secret in (string[])[Said, "4000 0000", session.AccessToken, session.RefreshToken, session.ApiKey, "alice@player.example\""])
        {
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        }

        // The control: the log is there and says something.
        Assert.Contains("Reading the write-ahead log", log, StringComparison.Ordinal);
    }
}
