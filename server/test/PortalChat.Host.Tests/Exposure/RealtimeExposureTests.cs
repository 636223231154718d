using System.Text;
using System.Text.Json.Nodes;
using PortalChat.Host.Tests.Contract.Support;
using PortalChat.Realtime.Tests.Support;

namespace PortalChat.Host.Tests.Exposure;

/// <summary>
/// [EX2] What Alice hears while something secret happens in every place. She listens in every way at once; then Bruno
/// writes, rows change where nobody may listen, and words are said on a private topic. What is hers comes last: once that
/// has arrived, so has everything before it.
/// </summary>
public sealed class RealtimeExposureTests(ExposedServer server) : IClassFixture<ExposedServer>
{
    private static readonly object Private = new { @private = true, broadcast = new { self = true }, presence = new { enabled = true, key = "k" } };

    /// <summary>JSON with single quotes.</summary>
    private static readonly string[] Bindings =
    [
        "{'event':'*','schema':'public','table':'chat_messages'}",
        "{'event':'*','schema':'public'}",
        "{'event':'*','schema':'public','table':'*'}",
        "{'event':'*','schema':'*','table':'*'}",
        "{'event':'*','schema':'*'}",
        "{'event':'*'}",
        "{'event':'*','schema':'vault','table':'gold'}",
        "{'event':'*','schema':'vault'}",
        "{'event':'*','schema':'vault','table':'*'}",
        "{'event':'*','schema':'auth','table':'users'}",
        "{'event':'*','schema':'realtime','table':'messages'}",
        "{'event':'*','schema':'public','table':'notes'}",
        "{'event':'*','schema':'public','table':'vault.gold'}",
        "{'event':'*','schema':'public','table':'chat_messages,notes'}",
        "{'event':'*','schema':'public','table':'chat_messages; select words from notes'}",
        "{'event':'*','schema':'public\\\" or true--','table':'notes'}",
        "{'event':'INSERT','schema':'public','table':'chat_messages','filter':'player_id=eq.$bruno'}",
        "{'event':'INSERT','schema':'public','table':'chat_messages','filter':'player_id=neq.$alice'}",
        "{'event':'INSERT','schema':'public','table':'chat_messages','filter':'player_id=not.eq.$alice'}",
        "{'event':'INSERT','schema':'public','table':'chat_messages','filter':'player_id=in.($alice,$bruno)'}",
        "{'event':'INSERT','schema':'public','table':'chat_messages','filter':'message_text=like.*Bruno*'}",
        "{'event':'INSERT','schema':'public','table':'chat_messages','filter':'message_text=imatch.bruno'}",
        "{'event':'INSERT','schema':'public','table':'chat_messages','filter':'message_text=is.not_null'}",
        "{'event':'INSERT','schema':'public','table':'chat_messages','filter':'notes.words=like.*'}",
        "{'event':'INSERT','schema':'public','table':'chat_messages','filter':'message_text=eq.x) or (true'}",
        "{'event':'*','schema':'public','table':'chat_requests','filter':'player_id=eq.$bruno'}",
        "{'event':'UPDATE','schema':'public','table':'chat_requests','filter':'id=eq.$other'}",
        "{'event':'*','schema':'public','table':'chat_messages','select':['message_text','player_id']}",
        "{'event':'*','schema':'public','table':'chat_messages','select':['words']}",
        "{'event':'*','schema':'public','table':'chat_requests','select':['note_of']}",
        "{'event':'*','schema':'public','table':'chat_requests','select':['subject, (select words from notes)']}",
        "{'event':'*','schema':'public','table':'chat_requests','select':['*']}",
    ];

    [Fact(DisplayName = "[EX2] no binding shows a row that is not the caller's")]
    public async Task Changes_OfOthers_AreNotShown()
    {
        await using var alice = await ConnectAsync();
        await using var bruno = await ConnectAsync();
        for (var channel = 0; channel < Bindings.Length; channel++)
        {
            await alice.JoinAsync($"c{channel}", Config(Bindings[channel]), server.Alice.Token);
        }

        await alice.ListenAsync("own", server.Alice.Token, new { @event = "INSERT", schema = "public", table = "chat_messages" });
        await bruno.ListenAsync("own", server.Bruno.Token, new { @event = "INSERT", schema = "public", table = "chat_messages" });
        await server.ExecuteAsync($"insert into vault.gold values (2, '{Secrets.OtherSchema}'); insert into public.notes values (2, '{Secrets.OtherTable}')");
        await SayAsync(server.Bruno, Secrets.OtherPlayer);
        await SayAsync(server.Alice, Secrets.Own);

        // The controls: each hears himself, and Alice on most of her channels.
        await bruno.ChangeAsync(data => (string?)data["record"]!["message_text"] == Secrets.OtherPlayer);
        await alice.WaitAsync(message => message.Topic == "realtime:own" && IsOwn(message));
        await alice.SettleAsync();
        Assert.Contains(alice.All, message => message.Topic == "realtime:c0" && IsOwn(message));
        Assert.Contains(alice.All, message => message.Topic == "realtime:c27" && IsOwn(message));
        AssertNothingSecret(alice);
    }

    [Fact(DisplayName = "[EX2] nothing of a private topic is heard, seen, replayed or said by who may not")]
    public async Task PrivateTopics_OfOthers_AreClosed()
    {
        var topic = $"chat:{server.ChatOfBruno}";
        await using var alice = await ConnectAsync();
        await using var bruno = await ConnectAsync();
        Assert.Equal("ok", Status(await bruno.JoinAsync(topic, Private, server.Bruno.Token)));
        Assert.Equal("ok", Status(await alice.JoinAsync($"chat:{server.ChatOfAlice}", Private, server.Alice.Token)));
        foreach (var name in Names(topic))
        {
            // Refused where it is private, deaf where it is not.
            Assert.Equal("error", Status(await alice.JoinAsync(name, Private, server.Alice.Token)));
            Assert.Equal("error", Status(await alice.JoinAsync(name, Replayed, server.Alice.Token)));
            await alice.JoinAsync(name, new { presence = new { enabled = true } }, server.Alice.Token);
        }

        // By socket, by presence, by HTTP and by SQL.
        await bruno.PushAsync($"realtime:{topic}", "broadcast", Event("said", Secrets.OtherPlayer), "1");
        await bruno.PushAsync($"realtime:{topic}", "presence", new { @event = "track", payload = new { words = Secrets.OtherPlayer } }, "1");
        await PostAsync(server.Bruno.Token, topic, "posted", Secrets.OtherPlayer);
        await server.ExecuteAsync($$"""select realtime.send('{"words":"{{Secrets.OtherPlayer}}"}', 'sent', '{{topic}}', true)""");
        foreach (var name in (string[])["said", "posted", "sent"])
        {
            await bruno.WaitAsync(message => (string?)message.Payload?["event"] == name);
        }

        // Alice speaks on both; on her own topic she is heard.
        await PostAsync(server.Alice.Token, topic, "forged", Secrets.Own);
        await alice.PushAsync($"realtime:{topic}", "broadcast", Event("forged", Secrets.Own), "1");
        await PostAsync(server.Alice.Token, $"chat:{server.ChatOfAlice}", "own", Secrets.Own);
        await alice.WaitAsync(message => (string?)message.Payload?["event"] == "own");
        await alice.SettleAsync();
        await bruno.SettleAsync();
        AssertNothingSecret(alice);
        Assert.DoesNotContain(bruno.All, message => (string?)message.Payload?["event"] == "forged");
        Assert.Contains(bruno.All, message => message.Event == "presence_diff");
    }

    private static object Replayed => new { @private = true, broadcast = new { replay = new { since = 0, limit = 25 } } };

    /// <summary>The topic of another's chat, that of staff, and other ways to write them.</summary>
    private static IEnumerable<string> Names(string topic) =>
    [
        topic, topic.ToUpperInvariant(), topic + " ", " " + topic, topic + "\n", topic + "%", "chat:%", "chat:*", $"{topic}\\", $"{topic}' or true--",
        "realtime:" + topic, "private:" + topic, topic.Replace(':', '/'), "staff", "staff ", "Staff", "chat:", "*", "realtime",
    ];

    private static object Event(string name, string words) =>
        new { type = "broadcast", @event = name, payload = new { words } };

    private static string? Status(Received reply) => (string?)reply.Payload!["status"];

    private static bool IsOwn(Received message) =>
        message.Event == "postgres_changes" && message.Payload!.ToJsonString().Contains(Secrets.Own, StringComparison.Ordinal);

    private static void AssertNothingSecret(TestClient client)
    {
        var heard = string.Join('\n', client.All.Select(message =>
            $"{message.Topic} {message.Event} {message.Payload?.ToJsonString()} {Encoding.UTF8.GetString(message.Bytes ?? [])}"));
        Assert.All(Secrets.All, secret => Assert.DoesNotContain(secret, heard, StringComparison.Ordinal));
    }

    private JsonObject Config(string binding) => new()
    {
        ["postgres_changes"] = new JsonArray(JsonNode.Parse(binding
            .Replace("$alice", server.Alice.Id.ToString(), StringComparison.Ordinal)
            .Replace("$bruno", server.Bruno.Id.ToString(), StringComparison.Ordinal)
            .Replace("$other", server.ChatOfBruno.ToString(), StringComparison.Ordinal)
            .Replace('\'', '"'))),
    };

    private Task<TestClient> ConnectAsync() => TestClient.ConnectAsync(server.Address, server.AnonKey, "2.0.0");

    private async Task SayAsync(ContractPerson player, string words)
    {
        var (status, text) = await server.SendAsync(
            "POST", "/rest/v1/rpc/send_support_message", $$"""{"message_text":"{{words}}"}""", player.Token);
        Assert.True(status == 200, text);
    }

    private async Task PostAsync(string token, string topic, string name, string words)
    {
        var message = new JsonObject { ["topic"] = topic, ["event"] = name, ["payload"] = new JsonObject { ["words"] = words }, ["private"] = true };
        var body = new JsonObject { ["messages"] = new JsonArray(message) };
        var (status, text) = await server.SendAsync("POST", "/realtime/v1/api/broadcast", body.ToJsonString(), token);
        Assert.True(status == 202, text);
    }
}
