using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PortalChat.Host.Startup;

namespace PortalChat.Host.Tests;

/// <summary>A whole server in this process, on a free port and a data folder of its own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    /// <summary>Changes the options of the server that is about to start.</summary>
    internal Func<ServerOptions, ServerOptions> Configure { get; init; } = options => options;

    public string DataFolder { get; } = Path.Combine(Path.GetTempPath(), $"portalchat-tests-{Guid.NewGuid():n}");

    public PortalChatServer Server { get; private set; } = null!;

    public HttpClient Http { get; } = new();

    /// <summary>What <c>portalchat.env</c> holds, by name.</summary>
    public IReadOnlyDictionary<string, string> Env { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await PortalChatServer.StartAsync(
            Configure(new ServerOptions
            {
                Urls = "http://127.0.0.1:0",
                DataFolder = DataFolder,
                AuthRateFactor = 1000,
                LogLevel = LogLevel.Warning,
            }),
            CancellationToken.None);
        Http.BaseAddress = Server.Address;
        Env = File.ReadLines(Path.Combine(DataFolder, EnvFile.Name))
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(DataFolder, recursive: true);
    }

    /// <summary>The first answer that says that it is ready.</summary>
    public async Task<HttpResponseMessage> ReadyAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var response = await Http.GetAsync("/health/ready", limit.Token);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Signs in by password, as any client would.</summary>
    public async Task<string> SignInAsync(string email, string password)
    {
        using var response = await TrySignInAsync(email, password);
        response.EnsureSuccessStatusCode();
        var session = await response.Content.ReadFromJsonAsync<JsonElement>();
        return session.GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> TrySignInAsync(string email, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/v1/token?grant_type=password")
        {
            Headers = { { "apikey", Env["SUPABASE_ANON_KEY"] } },
            Content = JsonContent.Create(new { email, password }),
        };
        return await Http.SendAsync(request);
    }

    /// <summary>A request with the public key and somebody's token.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Headers = { { "apikey", Env["SUPABASE_ANON_KEY"] }, { "Authorization", $"Bearer {token}" } },
            Content = body is null ? null : JsonContent.Create(body),
        };
        return await Http.SendAsync(request);
    }
}
