using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PortalChat.Testing;

namespace PortalChat.Host.Tests.Telemetry;

/// <summary>What <c>/metrics</c> serves, what the document says of it, and what dashboard and alerts make of it.</summary>
[Collection(WatchedServer.Name)]
public sealed partial class MetricsTests(WatchedServer server)
{
    // The last of them to be there: known once the chat has been answered and the desk has been asked.
    private const string Last = "portalchat_desk_time_to_first_reply_seconds{";

    [Fact(DisplayName = "every metric that is served is in docs/operations.md with its unit, and the other way round")]
    public async Task Metrics_OfAServerWithTraffic_AreThoseOfTheDocument()
    {
        var served = await ScrapeAsync();
        var documented = Documented();

        Assert.Equal(documented.Keys.Order(StringComparer.Ordinal), served.Families.Order(StringComparer.Ordinal));
        foreach (var (name, unit) in documented)
        {
            Assert.Equal(UnitOf(name), unit);
        }
    }

    [Fact(DisplayName = "the dashboard shows every metric of ours, and names nothing that is not served")]
    public async Task Dashboard_ComparedWithWhatIsServed_Agrees()
    {
        var served = await ScrapeAsync();
        using var dashboard = JsonDocument.Parse(await ReadAsync("ops/grafana/portalchat.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.GetProperty("type").GetString() != "row").ToList();
        var expressions = string.Join('\n', panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()));

        Assert.Empty(served.UnknownIn(expressions));
        Assert.All(
            served.Families.Where(name => name.StartsWith("portalchat_", StringComparison.Ordinal)),
            name => Assert.Contains(name, expressions, StringComparison.Ordinal));
        Assert.All(panels, panel =>
        {
            Assert.NotEqual("", panel.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString());
            Assert.EndsWith(".", panel.GetProperty("description").GetString(), StringComparison.Ordinal);
        });

        // The control: a name that nobody serves is found.
        Assert.Equal(["portalchat_nonsense_total"], served.UnknownIn("rate(portalchat_nonsense_total[5m])"));
    }

    [Fact(DisplayName = "the alerts name nothing that is not served")]
    public async Task Rules_ComparedWithWhatIsServed_Agree()
    {
        var served = await ScrapeAsync();
        var rules = await ReadAsync("ops/prometheus/rules.yml");

        Assert.Empty(served.UnknownIn(rules));
        Assert.Contains("portalchat_realtime_slow_readers_total", rules, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "the public address serves no metrics to anybody, and the metrics' address serves nothing else")]
    public async Task Metrics_OnThePublicAddress_AreNotThere()
    {
        var address = server.Metrics.Authority;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Metrics, server.Metrics.Authority, key: null));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(new Uri(server.Public, "/health/live"), server.Public.Authority, key: null));
        foreach (var host in (string[])[server.Public.Authority, address])
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new Uri(server.Public, "/metrics"), host, key: null));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new Uri(server.Public, "/metrics"), host, server.Keys.ServiceRoleKey));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new Uri(server.Public, "/metrics/"), host, key: null));
        }

        foreach (var path in (string[])["/health/live", "/rest/v1/", "/auth/v1/settings", "/portal-config.json", "/"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new Uri(server.Metrics, path), address, server.Keys.ServiceRoleKey));
        }
    }

    [Fact(DisplayName = "a request is counted by the exposed table or function that it is about; every other name is one")]
    public async Task Requests_AboutMadeUpNames_AreCountedAsOne()
    {
        foreach (var path in (string[])["/rest/v1/made_up_1", "/rest/v1/rpc/made_up_2", "/rest/v1/users", "/rest/v1/made/up/3"])
        {
            using var refused = await server.SendAsync(HttpMethod.Get, path, server.Alice.Token);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        var scrape = await server.ScrapeUntilAsync(text => Counted(text, "GET", "404", "unknown") >= 4);

        Assert.Equal(2, Counted(scrape, "POST", "200", "rpc/send_support_message"));
        Assert.Equal(1, Counted(scrape, "POST", "201", "chat_messages"));
        Assert.DoesNotContain("made", scrape, StringComparison.Ordinal);
        Assert.DoesNotContain("users", scrape, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "the metrics name nobody")]
    public async Task Metrics_AfterAChat_HoldNothingOfIt()
    {
        var scrape = await server.ScrapeUntilAsync(text => text.Contains(Last, StringComparison.Ordinal));

        foreach (var secret in (string[])[$"{server.Alice.Id}", $"{server.Chat}", "Alice", "card number", server.Keys.AnonKey, server.Alice.Token])
        {
            Assert.DoesNotContain(secret, scrape, StringComparison.Ordinal);
        }
    }

    private async Task<Scrape> ScrapeAsync() =>
        Scrape.Read(await server.ScrapeUntilAsync(text => text.Contains(Last, StringComparison.Ordinal)));

    private async Task<HttpStatusCode> StatusAsync(Uri address, string host, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = host } };
        if (key is not null)
        {
            request.Headers.Add("apikey", key);
            request.Headers.Add("Authorization", $"Bearer {key}");
        }

        using var response = await server.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static long Counted(string scrape, string method, string status, string subject) => scrape.Split('\n')
        .Where(line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
            && line.Contains($"http_request_method=\"{method}\"", StringComparison.Ordinal)
            && line.Contains($"http_response_status_code=\"{status}\"", StringComparison.Ordinal)
            && line.Contains($"portalchat_subject=\"{subject}\"", StringComparison.Ordinal))
        .Sum(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..]));

    /// <summary>By name, the unit that the document's tables give.</summary>
    private static Dictionary<string, string> Documented() =>
        Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md")))
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["unit"].Value, StringComparer.Ordinal);

    /// <summary>By Prometheus' convention the name says it.</summary>
    private static string UnitOf(string name) => name.Replace("_total", "", StringComparison.Ordinal) switch
    {
        var seconds when seconds.EndsWith("_seconds", StringComparison.Ordinal) => "s",
        var bytes when bytes.EndsWith("_bytes", StringComparison.Ordinal) => "bytes",
        _ => "number",
    };

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<unit>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
