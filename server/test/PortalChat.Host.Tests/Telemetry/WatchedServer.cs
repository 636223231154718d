using System.Net.Http.Json;
using System.Text.Json;
using PortalChat.Host.Demo;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing.Servers;

namespace PortalChat.Host.Tests.Telemetry;

/// <summary>
/// A server that is scraped and exports, after a chat: Alice opens it and listens, Grace takes it and answers. A process of
/// its own, because what is counted is counted by process.
/// </summary>
[CollectionDefinition(Name)]
public sealed class WatchedServer : IAsyncLifetime, ICollectionFixture<WatchedServer>
{
    public const string Name = "a server that is watched";

    /// <summary>For conditions that must come true; far more than any takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new();
    private TraceCollector _collector = null!;
    private ServerProcess _server = null!;

    public const string Said = "My card number is 4000 0000 0000 0002";

    /// <summary>Where the figures are.</summary>
    internal Uri Metrics { get; } = new($"http://127.0.0.1:{FreePort.Find()}/metrics");

    internal HttpClient Http => _http;

    internal Uri Public => _server.Address;

    internal TraceCollector Collector => _collector;

    internal ServerEnvironment Keys => _server.Environment;

    internal (string Token, Guid Id) Alice { get; private set; }

    internal (string Token, Guid Id) Grace { get; private set; }

    internal Guid Chat { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _collector = await TraceCollector.StartAsync();
        _server = await ServerProcess.StartNewAsync(new ServerProcessOptions
        {
            Arguments = ["--metrics-urls", Metrics.GetLeftPart(UriPartial.Authority)],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
                ["Desk__Interval"] = "00:00:00.2",
            },
        });
        Alice = await SignInAsync(DemoPeople.Players[0].Email);
        Grace = await SignInAsync(DemoPeople.Staff[0].Email);
        await using var listener = await TestClient.ConnectAsync(Public, Keys.AnonKey, "2.0.0");
        await listener.ListenAsync(
            "mine", Alice.Token, new { @event = "*", schema = "public", table = "chat_messages" });
        var message = await CallAsync(Alice.Token, "send_support_message", new { message_text = Said });
        Chat = message.GetProperty("chat_request_id").GetGuid();
        await CallAsync(Grace.Token, "claim_chat", new { chat_request_id = Chat });
        using var answer = await SendAsync(HttpMethod.Post, "/rest/v1/chat_messages", Grace.Token, new
        {
            chat_request_id = Chat,
            player_id = Alice.Id,
            sender_id = Grace.Id,
            sender_type = "gre",
            message_text = Said,
        });
        answer.EnsureSuccessStatusCode();
        await listener.ChangeAsync(change => (string?)change["record"]?["sender_type"] == "gre");
        await CallAsync(Alice.Token, "resolve_chat", new { chat_request_id = Chat });
        await CallAsync(Alice.Token, "send_support_message", new { message_text = Said });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _collector.DisposeAsync();
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Public, path))
        {
            Headers = { { "apikey", Keys.AnonKey }, { "Authorization", $"Bearer {token}" } },
            Content = body is null ? null : JsonContent.Create(body),
        };
        return await _http.SendAsync(request);
    }

    /// <summary>What Prometheus would get.</summary>
    internal Task<string> ScrapeAsync() => _http.GetStringAsync(Metrics);

    /// <summary>The first scrape that has it.</summary>
    internal async Task<string> ScrapeUntilAsync(Func<string, bool> has)
    {
        using var patience = new CancellationTokenSource(Patience);
        string scrape;
        while (!has(scrape = await ScrapeAsync()))
        {
            Assert.False(patience.IsCancellationRequested, $"It is still not among the metrics:\n{scrape}");
            await Task.Delay(50);
        }

        return scrape;
    }

    /// <summary>What has been exported once this is among it.</summary>
    internal static async Task<string> ExportedAsync(Func<string> exported, string awaited)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!exported().Contains(awaited, StringComparison.Ordinal))
        {
            Assert.False(patience.IsCancellationRequested, $"{awaited} has not been exported.");
            await Task.Delay(50);
        }

        return exported();
    }

    private async Task<JsonElement> CallAsync(string token, string function, object arguments)
    {
        using var response = await SendAsync(HttpMethod.Post, $"/rest/v1/rpc/{function}", token, arguments);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<(string Token, Guid Id)> SignInAsync(string email)
    {
        using var response = await SendAsync(
            HttpMethod.Post, "/auth/v1/token?grant_type=password", Keys.AnonKey, new { email, password = DemoPeople.Password });
        response.EnsureSuccessStatusCode();
        var session = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (session.GetProperty("access_token").GetString()!, session.GetProperty("user").GetProperty("id").GetGuid());
    }
}
