using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PortalChat.Database.Sessions;
using PortalChat.Host.Tests.Contract.Support;
using PortalChat.Realtime.Tests.Support;

namespace PortalChat.Host.Tests.Load;

/// <summary>What goes on while requests hold every connection that there is for them.</summary>
[Collection(ContractCollection.Name)]
public sealed class BusyRequestsTests(ContractServer server)
{
    [Fact(DisplayName = "[RT47] changes, joins of private topics and filters wait for no request")]
    public async Task Live_WhileEveryConnectionOfRequestsIsInUse_GoesOn()
    {
        var chat = await server.OpenChatAsync("active");
        var alice = server.Person("player");
        await using var client = await TestClient.ConnectAsync(server.Http.BaseAddress!, server.AnonKey, "2.0.0");
        await using var held = await HeldSessions.HoldAllAsync(server.Services.GetRequiredService<CallerSessions>());

        // 1. A filter whose value Postgres is asked about, on a topic whose policies it is asked about.
        var joined = await client.JoinAsync(
            $"chat:{chat}",
            new
            {
                @private = true,
                postgres_changes = new[]
                {
                    new { @event = "INSERT", schema = "public", table = "chat_messages", filter = "created_at=gt.2000-01-01" },
                },
            },
            alice.Token);
        Assert.Equal("ok", (string?)joined.Payload!["status"]);

        // 2. A change of which nobody knows yet whether Alice may see it. What came before the join may be read behind it.
        await SayAsync(chat);
        await client.ChangeAsync(data => (string?)data["record"]!["message_text"] == "While all are busy");

        // 3. Nor is a server that is busy one to send everybody away from.
        using var ready = await server.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);

        // The control: all the while no request could have been answered, and afterwards one is.
        await held.AssertNoneIsLeftAsync();
        await held.DisposeAsync();
        Assert.True((await server.SendAsync(alice, "GET", $"/rest/v1/chat_requests?select=id&id=eq.{chat}")).IsOk);
    }

    private async Task SayAsync(Guid chat)
    {
        await using var say = server.Owner.CreateCommand(
            "insert into chat_messages (chat_request_id, player_id, sender_id, sender_type, message_text) "
            + "values ($1, $2, $2, 'player', 'While all are busy')");
        say.Parameters.AddWithValue(chat);
        say.Parameters.AddWithValue(server.Person("player").Id);
        await say.ExecuteNonQueryAsync();
    }
}
