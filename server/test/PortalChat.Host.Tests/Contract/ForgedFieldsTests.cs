using System.Text.Json.Nodes;
using PortalChat.Host.Tests.Contract.Support;

namespace PortalChat.Host.Tests.Contract;

/// <summary>The inserts that the contract promises, and what no client can set.</summary>
[Collection(ContractCollection.Name)]
public sealed class ForgedFieldsTests(ContractServer server)
{
    [Fact(DisplayName = "[CC20] [CC50] [CC54] the two promised inserts work as they stand, with created_at auto")]
    public async Task Insert_AsPromised_Works()
    {
        await server.ClearAsync();
        var player = server.Person("player").Id;

        var chat = await server.SendAsync(
            "player",
            "POST",
            "/rest/v1/chat_requests?select=*",
            new JsonObject
            {
                ["player_id"] = player,
                ["category"] = "support",
                ["status"] = "waiting",
                ["subject"] = "Issue or Question",
                ["priority"] = "normal",
            },
            "return=representation");
        var message = await server.SendAsync(
            "player",
            "POST",
            "/rest/v1/chat_messages?select=*",
            new JsonObject
            {
                ["chat_request_id"] = chat.Row["id"]!.GetValue<Guid>(),
                ["player_id"] = player,
                ["sender_id"] = player,
                ["sender_type"] = "player",
                ["message_text"] = "Help, I have a problem!",
                ["created_at"] = "auto",
            },
            "return=representation");

        Assert.Equal("201 201", $"{chat} {message}");
        Assert.Equal(1, message.Row["message_no"]!.GetValue<int>());
        Assert.True(await server.ScalarAsync<bool>(
            "select created_at between now() - interval '1 hour' and now() from chat_messages where id = $1",
            message.Row["id"]!.GetValue<Guid>()));
    }

    [Theory(DisplayName = "[CC23] forged in a new chat, it is not stored")]
    [InlineData("player_name", "'Forged'")]
    [InlineData("gre_staff_name", "'Forged'")]
    [InlineData("created_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("updated_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("assigned_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("first_reply_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("resolved_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("resolved_by", "'$self'")]
    [InlineData("message_count", "77")]
    [InlineData("last_message_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("last_message_text", "'Forged'")]
    [InlineData("last_sender_type", "'gre'")]
    [InlineData("player_read_no", "77")]
    [InlineData("gre_read_no", "77")]
    [InlineData("rating", "5")]
    [InlineData("rating_comment", "'Forged'")]
    public async Task InsertChat_WithForgedField_StoresTheDatabasesOwn(string field, string value)
    {
        var self = server.Person("player").Id;
        var forged = JsonNode.Parse(value.Replace("$self", $"{self}", StringComparison.Ordinal).Replace('\'', '"'))!;
        foreach (var caller in new[] { "player", "gre", "lead", "service" })
        {
            await server.ClearAsync();

            var chat = await server.SendAsync(
                caller,
                "POST",
                "/rest/v1/chat_requests",
                new JsonObject { ["player_id"] = self, [field] = forged.DeepClone() },
                "return=representation");

            Assert.Equal("201", chat.ToString());
            Assert.False(JsonNode.DeepEquals(forged, chat.Row[field]), $"{field} is {chat.Row[field]?.ToJsonString()}");
            Assert.DoesNotContain("2001-01-01", chat.Row[field]?.ToJsonString() ?? "", StringComparison.Ordinal);
        }
    }

    [Theory(DisplayName = "[CC40] [CC80] forged in a change, it is refused by name")]
    [InlineData("player_name", "'Forged'")]
    [InlineData("gre_staff_name", "'Forged'")]
    [InlineData("created_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("updated_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("assigned_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("first_reply_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("resolved_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("message_count", "77")]
    [InlineData("last_message_text", "'Forged'")]
    [InlineData("subject", "'Forged'")]
    [InlineData("category", "'forged'")]
    [InlineData("priority", "'low'")]
    public async Task UpdateChat_WithForgedField_IsRefusedByName(string field, string value)
    {
        var chat = await server.OpenChatAsync("active");
        var before = await server.SnapshotAsync();

        foreach (var caller in new[] { "player", "gre", "lead", "service" })
        {
            var answer = await server.SendAsync(
                caller,
                "PATCH",
                $"/rest/v1/chat_requests?id=eq.{chat}",
                new JsonObject { [field] = JsonNode.Parse(value.Replace('\'', '"')) });

            Assert.Equal("403 42501", answer.ToString());
            Assert.Equal($"This cannot be changed: {field}.", answer.Message);
        }

        Assert.Equal(before, await server.SnapshotAsync());
    }

    [Theory(DisplayName = "[CC54] forged in a message, it is not stored")]
    [InlineData("message_no", "77")]
    [InlineData("created_at", "'2001-01-01T00:00:00Z'")]
    [InlineData("created_at", "'2999-01-01T00:00:00Z'")]
    [InlineData("created_at", "'auto'")]
    public async Task InsertMessage_WithForgedField_StoresTheDatabasesOwn(string field, string value)
    {
        var chat = await server.OpenChatAsync("active");
        var body = RacesTests.Message(Guid.NewGuid(), chat, server.Person("player").Id, "Hello");
        body[field] = JsonNode.Parse(value.Replace('\'', '"'));

        var message = await server.SendAsync("player", "POST", "/rest/v1/chat_messages", body, "return=representation");

        Assert.Equal(2, message.Row["message_no"]!.GetValue<int>());
        Assert.True(await server.ScalarAsync<bool>(
            "select bool_and(created_at between now() - interval '1 hour' and now()) from chat_messages where chat_request_id = $1",
            chat));
    }

    [Theory(DisplayName = "[CC10] nobody makes himself staff at sign-up")]
    [InlineData("{'app_metadata':{'role':'gre_lead'}}")]
    [InlineData("{'data':{'role':'gre_lead','app_metadata':{'role':'gre_lead'}}}")]
    [InlineData("{'raw_app_meta_data':{'role':'gre'},'role':'service_role'}")]
    [InlineData("{'options':{'data':{'role':'gre'}},'user_metadata':{'role':'gre'}}")]
    public async Task SignUp_WithForgedRole_MakesAPlayer(string forged)
    {
        var chat = await server.OpenChatAsync("waiting");
        var email = $"{Guid.NewGuid():n}@person.example";
        var body = JsonNode.Parse(forged.Replace('\'', '"'))!.AsObject();
        body["email"] = email;
        body["password"] = "a-password-for-tests";

        Assert.True((await server.SendAsync("anon", "POST", "/auth/v1/signup", body)).IsOk);
        var forger = await server.SignInAsync(email, "a-password-for-tests", "Forger");

        await AssertIsAPlayerAsync(forger, chat);
    }

    [Theory(DisplayName = "[CC10] nobody makes himself staff by changing his account")]
    [InlineData("{'app_metadata':{'role':'gre_lead'}}")]
    [InlineData("{'data':{'role':'gre_lead','app_metadata':{'role':'gre_lead'}}}")]
    [InlineData("{'raw_app_meta_data':{'role':'gre'},'role':'service_role'}")]
    public async Task ChangeAccount_WithForgedRole_StaysAPlayer(string forged)
    {
        var chat = await server.OpenChatAsync("waiting");
        var email = $"{Guid.NewGuid():n}@person.example";
        await server.SendAsync("anon", "POST", "/auth/v1/signup", new JsonObject
        {
            ["email"] = email,
            ["password"] = "a-password-for-tests",
        });
        var before = await server.SignInAsync(email, "a-password-for-tests", "Forger");

        await server.SendAsync(before, "PUT", "/auth/v1/user", JsonNode.Parse(forged.Replace('\'', '"')));
        var forger = await server.SignInAsync(email, "a-password-for-tests", "Forger");

        await AssertIsAPlayerAsync(forger, chat);
    }

    private async Task AssertIsAPlayerAsync(ContractPerson forger, Guid chat)
    {
        var path = $"/rest/v1/chat_requests?id=eq.{chat}";
        var seen = await server.SendAsync(forger, "GET", path);
        var control = await server.SendAsync("gre", "GET", path);
        var claim = await server.SendAsync(
            forger, "POST", "/rest/v1/rpc/claim_chat", new JsonObject { ["chat_request_id"] = chat });

        Assert.Equal("200", seen.ToString());
        Assert.Empty(seen.Rows);
        Assert.Single(control.Rows);
        Assert.Equal("404 PT404", claim.ToString());
    }
}
