using PortalChat.Database.Tests.Contract.Support;

namespace PortalChat.Database.Tests.Contract;

/// <summary>Times that only go forward, also when the clock does not.</summary>
public sealed class VersionTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    /// <summary>As if the row had been written before the clock was put back by a day.</summary>
    private const string AsIfTheClockStepsBack =
        """
        alter table chat_requests disable trigger change_chat;
        update chat_requests set updated_at = now() + interval '1 day',
          last_message_at = last_message_at + interval '1 day';
        update chat_messages set created_at = created_at + interval '1 day';
        alter table chat_requests enable trigger change_chat;
        """;

    [Theory(DisplayName = "[CC41] updated_at grows with every change, also when the clock steps back")]
    [InlineData("select from resolve_chat($1)", "player")]
    [InlineData("select from mark_chat_read($1, 1)", "gre")]
    [InlineData("select from send_support_message('Hello') where $1::uuid is not null", "player")]
    public async Task Change_AfterTheClockStepsBack_IsANewerVersion(string sql, string kind)
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice, "active");
        await world.WriteAsync(alice, chat, alice.Id);
        await world.Database.ExecuteAsync(AsIfTheClockStepsBack);
        var before = await world.ChatAsync<DateTime>(chat, "updated_at");

        Assert.Equal("", (await world.RunAsync(world.Caller(kind, alice), sql, chat)).Code);

        Assert.Equal(before.AddMicroseconds(1), await world.ChatAsync<DateTime>(chat, "updated_at"));
    }

    [Fact(DisplayName = "[CC54] created_at never runs back within a chat, also when the clock steps back")]
    public async Task Write_AfterTheClockStepsBack_IsNotBeforeTheLastMessage()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);
        await world.WriteAsync(alice, chat, alice.Id);
        await world.Database.ExecuteAsync(AsIfTheClockStepsBack);

        await world.WriteAsync(alice, chat, alice.Id);
        await world.WriteAsync(alice, chat, alice.Id);

        await StoredThread.AssertContiguousAsync(world.Database, chat, 3);
        Assert.True(await world.ChatAsync<bool>(chat, "last_message_at > now() + interval '1 hour'"));
    }

    [Theory(DisplayName = "[CC41] what comes to nothing is no new version")]
    [InlineData("update chat_requests set status = status where id = $1")]
    [InlineData("update chat_requests set player_read_no = 0 where id = $1")]
    [InlineData("update chat_requests set player_read_no = -1 where id = $1")]
    public async Task Change_ToTheSame_KeepsTheVersion(string sql)
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);
        await world.WriteAsync(alice, chat, alice.Id);
        var before = await world.SnapshotAsync(chat);

        Assert.Equal("", (await world.RunAsync(alice, sql, chat)).Code);

        Assert.Equal(before, await world.SnapshotAsync(chat));
    }
}
