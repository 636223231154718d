using System.Text.Json.Nodes;
using PortalChat.Host.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Host.Tests.Contract;

/// <summary>What a refusal says: its code, and what to do about it.</summary>
[Collection(ContractCollection.Name)]
public sealed class RefusalsTests(ContractServer server)
{
    private const string Cases =
        """
        request                                                        | caller    | refusal      | says
        GET support_requests                                           | player    | 404 PGRST205 | chat_requests
        GET support_messages                                           | player    | 404 PGRST205 | chat_messages
        GET chatMessages                                               | player    | 404 PGRST205 | chat_messages
        POST chat_requests {'playerId':'$self'}                        | player    | 400 PGRST204 | player_id
        POST chat_messages {'messageText':'Hello'}                     | player    | 400 PGRST204 | message_text
        PATCH chat_requests?id=eq.$chat {'greStaffId':'$self'}         | gre       | 400 PGRST204 | gre_staff_id
        POST chat_messages $message                                    | other gre | 403 42501    | Only they or a lead can answer in it.
        PATCH chat_requests?id=eq.$chat {'status':'waiting'}           | other gre | 403 42501    | Only they or a lead can release it.
        PATCH chat_requests?id=eq.$chat {'subject':'New'}              | lead      | 403 42501    | can be changed
        POST rpc/claim_chat {'chat_request_id':'$chat'}                | other gre | 409 PT409    | Ask them, or a lead, to transfer it to you.
        POST rpc/claim_chat {'chat_request_id':'no uuid'}              | gre       | 400 22P02    | uuid
        POST rpc/claim_chat {'chat_request_id':'$self'}                | gre       | 404 PT404    | There is no such chat.
        """;

    public static TheoryData<string, string, string, string> RefusalCases
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            foreach (var line in Matrix.Lines(Cases))
            {
                cases.Add(line[0], line[1], line[2], line[3]);
            }

            return cases;
        }
    }

    [Theory(DisplayName = "[CC2] [CC81] a refusal says what to do")]
    [MemberData(nameof(RefusalCases))]
    public async Task Refusal_SaysWhatToDo(string request, string caller, string refusal, string says)
    {
        var chat = await server.OpenChatAsync("active");
        var self = server.Person(caller).Id;
        var message = RacesTests.Message(Guid.NewGuid(), chat, server.Person("player").Id, "Hello");
        message["sender_id"] = self;
        message["sender_type"] = "gre";
        var parts = request
            .Replace("$chat", $"{chat}", StringComparison.Ordinal)
            .Replace("$self", $"{self}", StringComparison.Ordinal)
            .Replace("$message", message.ToJsonString(), StringComparison.Ordinal)
            .Split(' ', 3);

        var answer = await server.SendAsync(
            caller, parts[0], $"/rest/v1/{parts[1]}", parts.Length < 3 ? null : JsonNode.Parse(parts[2].Replace('\'', '"')));

        Assert.Equal(refusal, answer.ToString());
        Assert.Contains(says, $"{answer.Message} {answer.Hint}", StringComparison.Ordinal);
        Assert.Equal(
            ["code", "details", "hint", "message"], answer.Body!.AsObject().Select(member => member.Key).Order());
    }

    [Fact(DisplayName = "[CC14] [AU89] who lost his role takes no chat and reads none: his token ends with it")]
    public async Task Claim_AfterLosingTheRole_IsRefused()
    {
        var chat = await server.OpenChatAsync("waiting");
        var former = await server.NewPersonAsync("Former", "gre");
        var before = await server.SendAsync(former, "GET", $"/rest/v1/chat_requests?id=eq.{chat}");
        var demoted = await server.SendAsync(
            "service",
            "PUT",
            $"/auth/v1/admin/users/{former.Id}",
            new JsonObject { ["app_metadata"] = new JsonObject { ["role"] = "player" } });
        Assert.True(demoted.IsOk, demoted.ToString());

        var claim = await server.SendAsync(
            former, "POST", "/rest/v1/rpc/claim_chat", new JsonObject { ["chat_request_id"] = chat });
        var seen = await server.SendAsync(former, "GET", $"/rest/v1/chat_requests?id=eq.{chat}");

        Assert.Single(before.Rows);
        Assert.Equal("401 PGRST303", claim.ToString());
        Assert.Equal("401 PGRST303", seen.ToString());
    }

    [Fact(DisplayName = "[CC17] a GRE whose words are in chats cannot be deleted; a player goes with his chats")]
    public async Task DeleteAccount_ThatChatsName_IsRefusedForStaffOnly()
    {
        var player = await server.NewPersonAsync("Going", role: null);
        var gre = await server.NewPersonAsync("Gone", "gre");
        var sent = await server.SendAsync(
            player, "POST", "/rest/v1/rpc/send_support_message", new JsonObject { ["message_text"] = "Hello" });
        var chat = sent.Row["chat_request_id"]!.GetValue<Guid>();
        var id = new JsonObject { ["chat_request_id"] = chat };
        await server.SendAsync(gre, "POST", "/rest/v1/rpc/claim_chat", id);
        var answer = RacesTests.Message(Guid.NewGuid(), chat, player.Id, "Hello");
        answer["sender_id"] = gre.Id;
        answer["sender_type"] = "gre";
        Assert.Equal("201", (await server.SendAsync(gre, "POST", "/rest/v1/chat_messages", answer)).ToString());
        await server.SendAsync(gre, "POST", "/rest/v1/rpc/release_chat", id);

        var staff = await server.SendAsync("service", "DELETE", $"/auth/v1/admin/users/{gre.Id}");
        var stored = await server.ScalarAsync<long>("select count(*) from chat_messages where chat_request_id = $1", chat);
        var deleted = await server.SendAsync("service", "DELETE", $"/auth/v1/admin/users/{player.Id}");

        Assert.Equal(409, (int)staff.Status);
        Assert.Equal(2, stored);
        Assert.Equal("200", deleted.ToString());
        Assert.Equal(0, await server.ScalarAsync<long>("select count(*) from chat_requests where id = $1", chat));
    }
}
