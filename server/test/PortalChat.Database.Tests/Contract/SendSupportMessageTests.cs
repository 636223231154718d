using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

public sealed class SendSupportMessageTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Chats = "select count(*) from chat_requests where player_id = $1";

    [Fact(DisplayName = "[CC71] [CC53] twenty first messages at once make one chat numbered 1 to 20")]
    public async Task Send_TwentyAtOnce_MakeOneChatNumberedWithoutAGap()
    {
        var alice = await world.NewPlayerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(alice, Guid.NewGuid())));

        Assert.All(answers, answer => Assert.Equal("", answer.Code));
        var chat = Assert.Single(answers.Select(answer => answer.Get<Guid>("chat_request_id")).Distinct());
        Assert.Equal(1, await world.Database.ScalarAsync<long>(Chats, alice.Id));
        await StoredThread.AssertContiguousAsync(world.Database, chat, 20);
    }

    [Fact(DisplayName = "[CC72] the same message fifty times at once is one message, and fifty answers name it")]
    public async Task Send_SameIdFiftyTimesAtOnce_IsOneMessage()
    {
        var alice = await world.NewPlayerAsync();
        var id = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SendAsync(alice, id)));

        Assert.All(answers, answer => Assert.Equal((id, 1), (answer.Get<Guid>("id"), answer.Get<int>("message_no"))));
        await StoredThread.AssertContiguousAsync(world.Database, answers[0].Get<Guid>("chat_request_id"), 1);
    }

    [Fact(DisplayName = "[CC70] the first message opens a chat with its subject, category and priority; later ones join it")]
    public async Task Send_FirstAndSecond_GoIntoOneChat()
    {
        var alice = await world.NewPlayerAsync();

        var first = await world.RunAsync(
            alice,
            "select * from send_support_message('Hello', subject => 'Bonus', category => 'payments', priority => 'low')");
        var again = await world.RunAsync(
            alice, "select * from send_support_message('More', subject => 'Other', priority => 'urgent')");

        var chat = first.Get<Guid>("chat_request_id");
        Assert.Equal(("player", alice.Id, alice.Id), (
            await world.Database.ScalarAsync<string>(
                "select sender_type::text from chat_messages where id = $1", first.Get<Guid>("id")),
            first.Get<Guid>("sender_id"),
            first.Get<Guid>("player_id")));
        Assert.Equal(chat, again.Get<Guid>("chat_request_id"));
        Assert.Equal("Bonus payments low waiting", await world.ChatAsync<string>(
            chat, "concat_ws(' ', subject, category, priority, status)"));
    }

    [Theory(DisplayName = "[CC70] [CC11] [CC13] it is for players")]
    [InlineData("gre")]
    [InlineData("lead")]
    [InlineData("service")]
    [InlineData("anon")]
    public async Task Send_ByOthers_IsRefused(string kind)
    {
        var answer = await world.RunAsync(
            world.Caller(kind, world.Bruno), "select from send_support_message('Hello')");

        Assert.Equal("42501", answer.Code);
    }

    [Theory(DisplayName = "[CC80] a refused first message leaves no empty chat behind")]
    [InlineData("send_support_message('')", "23514")]
    [InlineData("send_support_message(null)", "23502")]
    [InlineData("send_support_message('Hello', null)", "23502")]
    [InlineData("send_support_message('Hello', priority => 'urgent')", "42501")]
    [InlineData("send_support_message('Hello', category => 'Not A Word')", "23514")]
    [InlineData("send_support_message('Hello', subject => repeat('x', 201))", "23514")]
    public async Task Send_Refused_OpensNoChat(string call, string code)
    {
        var alice = await world.NewPlayerAsync();

        var refused = await world.RunAsync(alice, $"select from {call}");

        Assert.Equal(code, refused.Code);
        Assert.Equal(0, await world.Database.ScalarAsync<long>(Chats, alice.Id));
    }

    [Theory(DisplayName = "[CC72] an id that somebody else has used is refused, and opens no chat")]
    [InlineData("another player's")]
    [InlineData("staff's, in his own chat")]
    public async Task Send_IdOfSomebodyElse_IsRefused(string whose)
    {
        var alice = await world.NewPlayerAsync();
        var chen = await world.NewPlayerAsync("Chen");
        var inOwnChat = whose.StartsWith("staff", StringComparison.Ordinal);
        var owner = inOwnChat ? alice : chen;
        var chat = await world.OpenChatAsync(owner, "active");
        var taken = await world.WriteAsync(inOwnChat ? world.Grace : chen, chat, owner.Id);
        var before = await world.SnapshotAsync(chat);

        var answer = await SendAsync(alice, taken.Get<Guid>("id"));

        answer.AssertRefused("PT409", "This message id is in use.");
        Assert.Equal(before, await world.SnapshotAsync(chat));
        Assert.Equal(inOwnChat ? 1 : 0, await world.Database.ScalarAsync<long>(Chats, alice.Id));
    }

    [Fact(DisplayName = "[CC72] sent again after its chat was resolved, it is the same message in the same chat")]
    public async Task Send_AgainAfterResolve_ReturnsTheStoredMessage()
    {
        var alice = await world.NewPlayerAsync();
        var id = Guid.NewGuid();
        var first = await SendAsync(alice, id);
        await world.RunAsync(alice, "select from resolve_chat($1)", first.Get<Guid>("chat_request_id"));

        var again = await SendAsync(alice, id);
        var next = await SendAsync(alice, Guid.NewGuid());

        Assert.Equal(first.Row, again.Row);
        Assert.NotEqual(first.Get<Guid>("chat_request_id"), next.Get<Guid>("chat_request_id"));
        Assert.Equal(1, next.Get<int>("message_no"));
    }

    [Fact(DisplayName = "[CC73] [CC52] messages that meet a resolve all arrive, in the old chat or a new one")]
    public async Task Send_WhileResolving_LosesNothing()
    {
        var alice = await world.NewPlayerAsync();
        for (var round = 0; round < 10; round++)
        {
            var opened = await SendAsync(alice, Guid.NewGuid());
            var resolving = world.RunAsync(world.Lena, "select from resolve_chat($1)", opened.Get<Guid>("chat_request_id"));
            var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(alice, Guid.NewGuid())));
            Assert.Equal("", (await resolving).Code);
            Assert.All(sent, answer => Assert.Equal("", answer.Code));
        }

        Assert.Equal(90, await world.Database.ScalarAsync<long>(
            "select count(*) from chat_messages where player_id = $1", alice.Id));
        Assert.True(await world.Database.ScalarAsync<bool>(
            """
            select bool_and(r.message_count = m.count and r.message_count = m.newest
              and (r.resolved_at is null or r.resolved_at >= m.latest))
            from chat_requests as r cross join lateral (
              select count(*) as count, max(message_no) as newest, max(created_at) as latest
              from chat_messages where chat_request_id = r.id) as m
            where r.player_id = $1
            """,
            alice.Id));
    }

    private Task<Answer> SendAsync(TestPerson person, Guid messageId) =>
        world.RunAsync(person, "select * from send_support_message('Hello', $1)", messageId);
}
