using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PortalChat.Host.Tests.Startup;

/// <summary>Starting and ending as a person sees it: one clear sentence and an exit code, and nothing left behind.</summary>
public sealed class ServerProcessTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"portalchat-tests-{Guid.NewGuid():n}");

    public void Dispose()
    {
        if (PostmasterId() is { } left)
        {
            Process.GetProcessById(left).Kill();
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task Start_Terminated_StopsItselfAndPostgres()
    {
        using var server = StartServer(ServerProcess.FreePort());
        await server.WaitUntilUpAsync();
        Assert.NotNull(PostmasterId());

        server.Terminate();

        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.Null(PostmasterId());
    }

    [Fact]
    public async Task Start_AfterItWasKilled_WorksByItself()
    {
        var port = ServerProcess.FreePort();
        using (var killed = StartServer(port))
        {
            await killed.WaitUntilUpAsync();
            killed.Kill();
            await killed.WaitForExitAsync();
        }

        using var server = StartServer(port);
        await server.WaitUntilUpAsync();

        using var http = new HttpClient();
        using var ready = await http.GetAsync($"http://127.0.0.1:{port}/health/live");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task Start_SecondOnTheSameFolder_SaysSoAndLeavesTheFirstAlone()
    {
        var port = ServerProcess.FreePort();
        using var first = StartServer(port);
        await first.WaitUntilUpAsync();

        using var second = StartServer(ServerProcess.FreePort());

        Assert.Equal(1, await second.WaitForExitAsync());
        Assert.Equal($"portalchat: Another server is running on the data folder {_folder}.", second.Output.Trim());
        using var http = new HttpClient();
        using var alive = await http.GetAsync($"http://127.0.0.1:{port}/health/ready");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        first.Terminate();
        await first.WaitForExitAsync();
    }

    [Fact]
    public async Task Start_PortInUse_SaysSoAndLeavesNoPostgresRunning()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        using var server = StartServer(port);

        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.Equal(
            $"portalchat: http://127.0.0.1:{port} is in use by another program; choose another --urls.", server.Output.Trim());
        Assert.Null(PostmasterId());
    }

    [Theory]
    [InlineData("--db-port", "x", "--db-port must be a number from 0 to 65535.")]
    [InlineData("--demo", "maybe", "--demo must be true or false.")]
    [InlineData("--supabase-url", "example", "--supabase-url must be an http or https address.")]
    [InlineData("--log-level", "loud", "--log-level must be Debug, Information, Warning or Error.")]
    [InlineData("--database-url", "postgres://x@127.0.0.1/y", "DATABASE_URL needs SUPABASE_URL beside it")]
    public async Task Start_OptionThatMakesNoSense_NamesIt(string option, string value, string sentence)
    {
        using var server = ServerProcess.Start("--data", _folder, option, value);

        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.StartsWith($"portalchat: {sentence}", server.Output.Trim(), StringComparison.Ordinal);
        Assert.Single(server.Output.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("Api__MaxRows", "0", "Api:MaxRows must be at least 1.")]
    [InlineData("Api__MaxRows", "many", "The settings of Api cannot be used: ")]
    [InlineData("Realtime__MaxSockets", "0", "Realtime option MaxSockets must be more than zero, not 0.")]
    public async Task Start_SettingThatMakesNoSense_SaysSoInOneSentence(string name, string value, string sentence)
    {
        var settings = new Dictionary<string, string> { [name] = value };
        using var server = ServerProcess.Start(settings, "--urls", $"http://127.0.0.1:{ServerProcess.FreePort()}", "--data", _folder);

        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.StartsWith($"portalchat: {sentence}", server.Output.Trim(), StringComparison.Ordinal);
        Assert.Single(server.Output.Trim().Split('\n'));
    }

    [Fact]
    public async Task Help_ListsEveryOptionWithItsVariable_AndNoValueFromTheEnvironment()
    {
        var secrets = new Dictionary<string, string> { ["SUPABASE_SERVICE_ROLE_KEY"] = "not-for-the-screen" };
        using var help = ServerProcess.Start(secrets, "--help");

        Assert.Equal(0, await help.WaitForExitAsync());
        foreach (var variable in (string[])["PORTALCHAT_URLS", "PORTALCHAT_DATA", "DATABASE_URL", "SUPABASE_URL", "SUPABASE_SERVICE_ROLE_KEY"])
        {
            Assert.Contains($"[{variable}]", help.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("not-for-the-screen", help.Output, StringComparison.Ordinal);
    }

    private ServerProcess StartServer(int port) =>
        ServerProcess.Start("--urls", $"http://127.0.0.1:{port}", "--data", _folder, "--log-format", "json");

    /// <summary>The process id in <c>postmaster.pid</c>, null where there is no such file or no such process.</summary>
    private int? PostmasterId()
    {
        var file = Path.Combine(_folder, "postgres", "data", "postmaster.pid");
        if (!File.Exists(file))
        {
            return null;
        }

        var id = int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture);
        return Process.GetProcesses().Any(process => process.Id == id) ? id : null;
    }
}
