using System.Net;
using PortalChat.Host.Demo;

namespace PortalChat.Host.Tests.Telemetry;

/// <summary>What leaves a server for a collector of traces.</summary>
[Collection(WatchedServer.Name)]
public sealed class TracesTests(WatchedServer server)
{
    [Fact(DisplayName = "no token, key, message text or value is in a trace")]
    public async Task Traces_OfAChatAndItsRefusals_HoldNothingOfIt()
    {
        // What Postgres quotes in its refusal, what a filter asks for, and names in places that take any.
        using var quoted = await server.SendAsync(
            HttpMethod.Get, "/rest/v1/chat_requests?id=eq.hidden-filter", server.Alice.Token);
        using var argument = await server.SendAsync(
            HttpMethod.Post, "/rest/v1/rpc/claim_chat", server.Alice.Token, new { chat_request_id = "hidden-argument" });
        using var alias = await server.SendAsync(
            HttpMethod.Get, "/rest/v1/chat_requests?select=renamed:id&order=created_at", server.Alice.Token);
        using var path = await server.SendAsync(HttpMethod.Get, "/rest/v1/hidden-table", server.Alice.Token);
        using var link = await server.SendAsync(
            HttpMethod.Get, "/auth/v1/verify?token=hidden-link&type=signup", server.Alice.Token);
        using var topic = await server.SendAsync(
            HttpMethod.Post, "/realtime/v1/api/broadcast/hidden-topic/events/hidden-event", server.Alice.Token, new { text = "hidden-word" });
        using var key = await server.SendAsync(HttpMethod.Get, $"/rest/v1/?apikey={server.Keys.ServiceRoleKey}", server.Alice.Token);
        using var last = await server.SendAsync(HttpMethod.Get, "/portal-config.json", server.Alice.Token);
        Assert.Equal(HttpStatusCode.BadRequest, quoted.StatusCode);
        Assert.Equal(HttpStatusCode.OK, alias.StatusCode);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);

        var traces = await WatchedServer.ExportedAsync(() => server.Collector.Traces, "/portal-config.json");

        foreach (var secret in (string[])[
            WatchedServer.Said, "4000 0000", "hidden", DemoPeople.Password, DemoPeople.Players[0].Email,
            server.Alice.Token, server.Grace.Token, server.Keys.AnonKey, server.Keys.ServiceRoleKey,
            $"{server.Alice.Id}", $"{server.Chat}"])
        {
            Assert.DoesNotContain(secret, traces, StringComparison.Ordinal);
        }

        // The control: the traces are there and say something, of the refusal too.
        foreach (var told in (string[])["/rest/v1/{**path}", "rpc/send_support_message", "set_config('role', $1, true)", "22P02"])
        {
            Assert.Contains(told, traces, StringComparison.Ordinal);
        }
    }

    [Fact(DisplayName = "a change is traced from its commit to the sockets, with the question to the policies")]
    public async Task Traces_OfAChange_LeadFromTheLogToTheSockets()
    {
        var traces = await WatchedServer.ExportedAsync(() => server.Collector.Traces, "realtime deliver");

        Assert.Contains("realtime changes", traces, StringComparison.Ordinal);
        Assert.Contains("visibility", traces, StringComparison.Ordinal);
        Assert.Contains("portalchat.deliveries", traces, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "metrics are exported too, under the service's name")]
    public async Task Metrics_WithAnEndpoint_AreExported()
    {
        var metrics = await WatchedServer.ExportedAsync(() => server.Collector.Metrics, "portalchat.realtime.deliveries");

        Assert.Contains("service.name", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain($"{server.Alice.Id}", metrics, StringComparison.Ordinal);
    }
}
