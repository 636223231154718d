using System.Net.Http.Headers;
using System.Net.Http.Json;
using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnAnotherServer>]
public sealed class ReaderThatNeverReadsTests(OneServer server)
{
    private const int BroadcastBytes = 2_000_000;

    /// <summary>Several times what a reader's queue may hold, and little beside what is sent to him.</summary>
    private const long MaxGrowth = 300_000_000;

    [Fact]
    public async Task Reader_that_never_reads_is_closed_with_bounded_memory_and_has_everything_when_he_returns()
    {
        var stage = server.Stage;
        var broadcasts = Extent.Of(30, 500);
        var closed = Closed();
        await using var bad = await BadLine.StartAsync(
            stage, usual => usual with { Heartbeat = TimeSpan.FromMinutes(10), RequestTimeout = TimeSpan.FromMinutes(10) });

        // 1. Everybody is sent far more than fits between a server and a client who does not read.
        bad.Weather.Stall();
        var before = MemoryOf(stage.Servers[0].ProcessId);
        using var http = new HttpClient { BaseAddress = stage.Addresses[0] };
        var most = before;
        for (var i = 0; i < broadcasts; i++)
        {
            await BroadcastAsync(http, stage.Tokens.MintKey("service_role"));
            most = Math.Max(most, MemoryOf(stage.Servers[0].ProcessId));
        }

        // 2. Who does not read is cut off, the others read on.
        await Until.TrueAsync(() => Closed() - closed >= bad.Concerned.Count, bad.Run.Describe);
        await bad.OthersProgressAsync();
        Assert.True(most - before < MaxGrowth, $"The server grew from {before} to {most} bytes.");

        // 3. He returns.
        bad.Weather.Resume();
        await bad.Run.ProgressAsync();
        await bad.Run.EndAsync(
            $"{bad.Concerned.Count} readers that did not read {broadcasts * (BroadcastBytes / 1_000_000)} MB each, server from "
            + $"{before / 1_000_000} to {most / 1_000_000} MB");

        int Closed() => stage.Servers[0].Log.ToString().Split("\"EventId\":3012").Length - 1;
    }

    private static async Task BroadcastAsync(HttpClient http, string serviceKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/realtime/v1/api/broadcast")
        {
            Content = JsonContent.Create(new
            {
                messages = new[]
                {
                    new { topic = "all-that-i-may-see", @event = "filler", payload = new { text = new string('x', BroadcastBytes) } },
                },
            }),
        };
        request.Headers.Add("apikey", serviceKey);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", serviceKey);
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static long MemoryOf(int process)
    {
        using var server = System.Diagnostics.Process.GetProcessById(process);
        return server.WorkingSet64;
    }
}
