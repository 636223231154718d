using PortalChat.Database.Tests.Contract.Support;

namespace PortalChat.Database.Tests.Contract;

/// <summary>Numbers without a gap, whatever is sent again, ignored, refused or undone.</summary>
public sealed class NumberingTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Ignoring =
        """
        insert into chat_messages (id, chat_request_id, player_id, sender_id, sender_type, message_text)
        values ($1, $2, $3, $4, $5::sender_type, 'Again') on conflict do nothing
        """;

    [Fact(DisplayName = "[CC55] the same message fifty times at once is one message")]
    public async Task Insert_SameIdFiftyTimesAtOnce_IsOneMessage()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);
        var id = Guid.NewGuid();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => world.WriteAsync(alice, chat, alice.Id, id: id)));

        Assert.Single(answers, answer => answer.Code == "");
        Assert.Equal(49, answers.Count(answer => answer.Code == "23505"));
        await AssertContiguousAsync(chat, 1);
    }

    [Fact(DisplayName = "[CC53] [CC55] the same message ignored fifty times at once leaves no gap")]
    public async Task InsertIgnoring_SameIdFiftyTimesAtOnce_LeavesNoGap()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);
        var id = Guid.NewGuid();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(
            _ => world.RunAsync(alice, Ignoring, id, chat, alice.Id, alice.Id, "player")));
        await world.WriteAsync(alice, chat, alice.Id);

        await AssertContiguousAsync(chat, 2);
    }

    [Fact(DisplayName = "[CC53] one id in two chats at once leaves no gap in the one that loses")]
    public async Task InsertIgnoring_SameIdInTwoChatsAtOnce_LeavesNoGap()
    {
        for (var round = 0; round < 20; round++)
        {
            var alice = await world.NewPlayerAsync();
            var chen = await world.NewPlayerAsync("Chen");
            var first = await world.OpenChatAsync(alice, "active");
            var second = await world.OpenChatAsync(chen, "active");
            var id = Guid.NewGuid();

            await Task.WhenAll(
                world.RunAsync(world.Grace, Ignoring, id, first, alice.Id, world.Grace.Id, "gre"),
                world.RunAsync(world.Grace, Ignoring, id, second, chen.Id, world.Grace.Id, "gre"));

            Assert.Equal(1, await CountAsync(first) + await CountAsync(second));
            await AssertContiguousAsync(first, await CountAsync(first));
            await AssertContiguousAsync(second, await CountAsync(second));
        }
    }

    [Theory(DisplayName = "[CC55] [CC53] an id of somebody else's message is refused, ignored or not")]
    [InlineData("on conflict do nothing")]
    [InlineData("")]
    public async Task Insert_IdOfSomebodyElse_IsRefusedAndCountsNothing(string conflict)
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice, "active");
        var answered = await world.WriteAsync(world.Grace, chat, alice.Id);
        var before = await world.SnapshotAsync(chat);

        var forged = await world.RunAsync(
            alice,
            $"""
            insert into chat_messages (id, chat_request_id, player_id, sender_id, sender_type, message_text)
            values ($1, $2, $3, $3, 'player', 'Mine') {conflict}
            """,
            answered.Get<Guid>("id"),
            chat,
            alice.Id);

        forged.AssertRefused("23505", "This message id is in use.");
        Assert.Equal("Send the message with a new id.", forged.Hint);
        Assert.Equal(before, await world.SnapshotAsync(chat));
    }

    [Theory(DisplayName = "[CC55] what was stored may be sent again, whatever has become of the chat")]
    [InlineData("select from resolve_chat($1)")]
    [InlineData("select from transfer_chat($1, $2)")]
    public async Task Insert_StoredMessageAgain_IsAConflictOrIgnored(string sql)
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice, "active");
        var id = Guid.NewGuid();
        await world.WriteAsync(world.Grace, chat, alice.Id, id: id);
        object[] target = sql.Contains("$2", StringComparison.Ordinal) ? [chat, world.Hugo.Id] : [chat];
        await world.RunAsync(world.Lena, sql, target);
        var before = await world.SnapshotAsync(chat);

        var again = await world.WriteAsync(world.Grace, chat, alice.Id, id: id);
        var ignored = await world.RunAsync(world.Grace, Ignoring, id, chat, alice.Id, world.Grace.Id, "gre");
        var control = await world.WriteAsync(world.Grace, chat, alice.Id);

        again.AssertRefused("23505", "chat_messages_pkey");
        Assert.Equal("", ignored.Code);
        Assert.NotEqual("", control.Code);
        Assert.Equal(before, await world.SnapshotAsync(chat));
    }

    [Fact(DisplayName = "[CC53] many messages in one statement, some of them stored before, are numbered in order")]
    public async Task Insert_ManyInOneStatement_NumbersThemInOrder()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);
        var stored = Guid.NewGuid();
        await world.WriteAsync(alice, chat, alice.Id, id: stored);

        var answer = await world.RunAsync(
            alice,
            """
            insert into chat_messages (id, chat_request_id, player_id, sender_id, sender_type, message_text)
            select case when n = 5 then $3 else gen_random_uuid() end, $1, $2, $2, 'player', 'Message ' || n
            from generate_series(1, 9) as n on conflict do nothing returning message_no
            """,
            chat,
            alice.Id,
            stored);

        Assert.Equal(Enumerable.Range(2, 8), answer.Rows.Select(row => (int)row["message_no"]!));
        Assert.Equal("Message 9", await world.ChatAsync<string>(chat, "last_message_text"));
        await AssertContiguousAsync(chat, 9);
    }

    [Fact(DisplayName = "[CC53] [CC80] a statement that fails half-way leaves no gap")]
    public async Task Insert_FailingHalfWay_LeavesNoGap()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);
        await world.WriteAsync(alice, chat, alice.Id);
        var before = await world.SnapshotAsync(chat);

        var failing = await world.RunAsync(
            alice,
            """
            insert into chat_messages (chat_request_id, player_id, sender_id, sender_type, message_text)
            values ($1, $2, $2, 'player', 'Good'), ($1, $2, $2, 'player', '')
            """,
            chat,
            alice.Id);

        failing.AssertRefused("23514", "a_message_has_1_to_4000_characters");
        Assert.Equal(before, await world.SnapshotAsync(chat));
        await world.WriteAsync(alice, chat, alice.Id);
        await AssertContiguousAsync(chat, 2);
    }

    [Fact(DisplayName = "[CC57] a message keeps its chat's row in step")]
    public async Task Insert_KeepsTheChatInStep()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice, "active");
        var text = new string('ä', 150);

        await world.WriteAsync(alice, chat, alice.Id, text);
        Assert.True(await InStepAsync(chat, "player", "first_reply_at is null"));
        await world.WriteAsync(world.Grace, chat, alice.Id, "First answer");
        Assert.True(await InStepAsync(chat, "gre", "first_reply_at = last_message_at"));
        await world.WriteAsync(world.Grace, chat, alice.Id, "Second answer");
        Assert.True(await InStepAsync(chat, "gre", "first_reply_at < last_message_at"));
    }

    [Fact(DisplayName = "[CC58] who had read everything before his own message has read everything after it")]
    public async Task Insert_MovesTheMarkerOfWhoHadReadEverything()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice, "active");

        await world.WriteAsync(alice, chat, alice.Id);
        await world.WriteAsync(alice, chat, alice.Id);
        Assert.Equal("2 0", await ReadAsync(chat));
        await world.WriteAsync(world.Grace, chat, alice.Id);
        Assert.Equal("2 0", await ReadAsync(chat));
        await world.RunAsync(world.Grace, "select from mark_chat_read($1, 3)", chat);
        await world.WriteAsync(world.Grace, chat, alice.Id);
        Assert.Equal("2 4", await ReadAsync(chat));
        await world.WriteAsync(alice, chat, alice.Id);
        Assert.Equal("2 4", await ReadAsync(chat));
    }

    private Task<string?> ReadAsync(Guid chat) => world.ChatAsync<string>(chat, "player_read_no || ' ' || gre_read_no");

    private async Task<int> CountAsync(Guid chat) => await world.ChatAsync<int>(chat, "message_count");

    private Task<bool> InStepAsync(Guid chat, string side, string reply) => world.Database.ScalarAsync<bool>(
        $"""
        select r.last_message_at = m.created_at and r.last_message_text = left(m.message_text, 140)
          and r.last_sender_type = m.sender_type and m.sender_type = $2::sender_type and {reply}
        from chat_requests as r
        join chat_messages as m on m.chat_request_id = r.id and m.message_no = r.message_count
        where r.id = $1
        """,
        chat,
        side);

    private Task AssertContiguousAsync(Guid chat, int count) => StoredThread.AssertContiguousAsync(world.Database, chat, count);
}
