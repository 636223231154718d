using Microsoft.Extensions.DependencyInjection;
using PortalChat.Realtime.Sockets;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.SupabaseJs;

/// <summary>The published client, as it is, against this server.</summary>
public sealed class SupabaseJsTests(PostgresFixture postgres)
{
    [Fact] // [RT1] [RT6] [RT20] [RT30] [RT32] [RT35] [RT37]
    public async Task TheOfficialClient_SubscribesTalksAndComesBackAfterACut()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var realtime = await TestRealtime.StartAsync(database);
        var alice = await database.CreatePersonAsync("Alice");
        var chat = Guid.NewGuid();
        await database.ExecuteAsync("insert into public.chat_requests (id, player_id) values ($1, $2)", chat, alice.Id);
        await using var node = new NodeClient(
            Path.Combine(Repository.Root, "server/test/PortalChat.Realtime.Tests/SupabaseJs/client.mjs"),
            new Dictionary<string, string>
            {
                ["SUPABASE_URL"] = realtime.Address.ToString(),
                ["SUPABASE_KEY"] = TestCallers.AnonKey,
                ["TOKEN"] = realtime.Callers.TokenOf(alice),
                ["CHAT"] = chat.ToString(),
            });

        // Its first join is quicker than its token: refused, it comes back with it [RT14].
        await node.SaysAsync("chats SUBSCRIBED");
        await node.SaysAsync("system ok Subscribed to PostgreSQL");
        await node.SaysAsync("talk SUBSCRIBED");
        await node.SaysAsync("typing {\"name\":\"Ä\"}");
        await node.SaysAsync("bytes 1,0,255");
        await node.SaysAsync("sent ok");
        await node.SaysAsync("tracked ok");
        await node.SaysAsync("present me");
        await node.SaysAsync("posted true");
        await node.SaysAsync("typing {\"name\":\"http\"}");
        Assert.Contains("Unauthorized", await node.SaysAsync("staff CHANNEL_ERROR"));

        await WriteAsync(database, chat, alice, "first");
        await node.SaysAsync("message first");
        await node.SaysAsync($"change UPDATE waiting 1 {chat}");

        // The connection is cut; the client comes back by itself and hears again.
        node.Mark();
        foreach (var socket in realtime.Services.GetRequiredService<SocketRegistry>().All)
        {
            socket.Cut();
        }

        await node.SaysAsync("chats SUBSCRIBED");
        await node.SaysAsync("talk SUBSCRIBED");
        await node.SaysAsync("present me");
        await WriteAsync(database, chat, alice, "second");
        await node.SaysAsync("message second");
        await node.SaysAsync($"change UPDATE waiting 2 {chat}");
    }

    private static Task WriteAsync(TestDatabase database, Guid chat, TestPerson player, string text) =>
        database.ExecuteAsync(
            """
            insert into public.chat_messages (chat_request_id, player_id, sender_id, sender_type, message_text)
            values ($1, $2, $2, 'player', $3)
            """,
            chat, player.Id, text);
}
