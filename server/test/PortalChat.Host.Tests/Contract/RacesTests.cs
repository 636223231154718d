using System.Text.Json.Nodes;
using PortalChat.Host.Tests.Contract.Support;

namespace PortalChat.Host.Tests.Contract;

/// <summary>Many requests at once, over REST.</summary>
[Collection(ContractCollection.Name)]
public sealed class RacesTests(ContractServer server)
{
    [Fact(DisplayName = "[CC71] [CC53] twenty first messages of one player at once make one chat numbered 1 to 20")]
    public async Task Send_TwentyAtOnce_MakeOneChat()
    {
        await server.ClearAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => server.SendAsync(
            "player", "POST", "/rest/v1/rpc/send_support_message", new JsonObject { ["message_text"] = $"Message {n}" })));

        Assert.Single(answers.Select(answer => answer.Row["chat_request_id"]!.GetValue<Guid>()).Distinct());
        Assert.Equal(Enumerable.Range(1, 20), answers.Select(answer => answer.Row["message_no"]!.GetValue<int>()).Order());
        Assert.Equal(1, await server.ScalarAsync<long>(
            "select count(*) from chat_requests where player_id = $1", server.Person("player").Id));
    }

    [Fact(DisplayName = "[CC74] [CC37] twenty claims at once have one winner; nineteen are 409 and name him")]
    public async Task Claim_TwentyAtOnce_HasOneWinner()
    {
        var chat = await server.OpenChatAsync("waiting");
        var staff = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => server.NewPersonAsync($"Gre {n}", "gre")));

        var answers = await Task.WhenAll(staff.Select(gre => server.SendAsync(
            gre, "POST", "/rest/v1/rpc/claim_chat", new JsonObject { ["chat_request_id"] = chat })));

        var winner = Assert.Single(staff.Zip(answers), pair => pair.Second.IsOk).First;
        var losers = answers.Where(answer => !answer.IsOk).ToList();
        Assert.Equal(19, losers.Count);
        Assert.All(losers, loser =>
        {
            Assert.Equal("409 PT409", loser.ToString());
            Assert.Equal($"This chat was already taken by {winner.Name}.", loser.Message);
        });
        Assert.Equal(winner.Id, await server.ScalarAsync<Guid>("select gre_staff_id from chat_requests where id = $1", chat));
    }

    [Theory(DisplayName = "[CC55] [CC72] the same message fifty times at once is one message")]
    [InlineData("rpc/send_support_message", "", 50, "")]
    [InlineData("chat_messages", "", 1, "409 23505")]
    [InlineData("chat_messages?on_conflict=id", "resolution=ignore-duplicates", 50, "")]
    public async Task Send_SameIdFiftyTimes_IsOneMessage(string path, string prefer, int accepted, string refusal)
    {
        var chat = await server.OpenChatAsync("active");
        var player = server.Person("player").Id;
        var id = Guid.NewGuid();
        JsonObject Body() => path.StartsWith("rpc", StringComparison.Ordinal)
            ? new JsonObject { ["message_text"] = "Once", ["message_id"] = id }
            : Message(id, chat, player, "Once");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            _ => server.SendAsync("player", "POST", $"/rest/v1/{path}", Body(), prefer == "" ? null : prefer)));

        Assert.Equal(accepted, answers.Count(answer => answer.IsOk));
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Equal(refusal, answer.ToString()));
        Assert.Equal(2, await server.ScalarAsync<int>(
            "select message_count from chat_requests where id = $1", chat));
        Assert.Equal("1,2", await server.ScalarAsync<string>(
            "select string_agg(message_no::text, ',' order by message_no) from chat_messages where chat_request_id = $1",
            chat));
    }

    internal static JsonObject Message(Guid id, Guid chat, Guid player, string text) => new()
    {
        ["id"] = id,
        ["chat_request_id"] = chat,
        ["player_id"] = player,
        ["sender_id"] = player,
        ["sender_type"] = "player",
        ["message_text"] = text,
    };
}
